using System.CommandLine;
using System.Text;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Service.Worker;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Cli;

/// <summary><c>segml audit</c>: the chain that records every change.</summary>
internal static class AuditCommand
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Option<string?> Kind = new("--kind") { Description = "Only this kind, such as version.published, or an area, such as version", HelpName = "KIND" };
    private static readonly Option<string?> Subject = new("--subject") { Description = "Only of this pipeline, run, override or case", HelpName = "NAME" };
    private static readonly Option<string?> Actor = new("--actor") { Description = "Only by this person", HelpName = "NAME" };
    private static readonly Option<DateOnly?> From = new("--from") { Description = "Only from this day (UTC) on", HelpName = "DATE", CustomParser = RunCommand.ParseDate };
    private static readonly Option<DateOnly?> To = new("--to") { Description = "Only before this day (UTC)", HelpName = "DATE", CustomParser = RunCommand.ParseDate };
    private static readonly Option<int> Limit = new("--limit", "-n") { Description = "The newest so many", DefaultValueFactory = _ => 50 };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context) => new("audit", "Show, export and verify the chain that records every change")
    {
        Show(context), Export(context), Verify(context),
    };

    private static Command Show(CommandContext context)
    {
        var command = new Command("show", "List entries, oldest first") { Kind, Subject, Actor, From, To, Limit, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var entries = workspace.Audit.Find(Filter(parsed));
            AuditView.List(context.Console, entries, parsed.GetValue(Json));
            return ExitCode.Done;
        });
        return command.WithExamples("segml audit show --kind version", "segml audit show --subject online-retail-products --from 2026-01-01 --json");
    }

    /// <summary>Which entries the words of <c>audit show</c> ask for.</summary>
    internal static AuditFilter Filter(ParseResult parsed) => new()
    {
        Kind = parsed.GetValue(Kind), Subject = parsed.GetValue(Subject), Actor = parsed.GetValue(Actor), From = parsed.GetValue(From), To = parsed.GetValue(To), Limit = parsed.GetValue(Limit),
    };

    private static Command Export(CommandContext context)
    {
        var output = new Option<string>("--out", "-o") { Description = "The file to write, one line of JSON an entry", Required = true, HelpName = "FILE" };
        var command = new Command("export", "Write the whole chain to a file, and say its head: kept elsewhere, it shows later that nothing was cut off or rewritten") { output };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var path = parsed.GetRequiredValue(output);
            var (entries, head) = (0L, "");
            Try("SEG-CLI-005", $"{path} cannot be written", () => PartFile.Replace(path, part =>
            {
                using var writer = new StreamWriter(part, append: false, Utf8) { NewLine = "\n" };
                (entries, head) = workspace.Audit.Export(writer.WriteLine);
            }));
            context.Console.Error.WriteLine($"{entries:N0} entries written to {path}");
            context.Console.Out.WriteLine(head);
            return ExitCode.Done;
        });
        return command.WithExamples("segml audit export --out audit.jsonl");
    }

    private static Command Verify(CommandContext context)
    {
        var head = new Option<string?>("--head") { Description = "A head that an earlier export gave: it must be in the chain", HelpName = "DIGEST" };
        var file = new Option<string?>("--file") { Description = "Verify an exported file in place of the workspace", HelpName = "FILE" };
        var command = new Command("verify", "Find any entry that was edited, deleted, moved or cut off, and compare the chain with the state of the ledger") { head, file, Json };
        command.SetAction(parsed =>
        {
            var verdict = parsed.GetValue(file) is { } path ? OfFile(path, parsed.GetValue(head)) : OfWorkspace(context, parsed, parsed.GetValue(head));
            return AuditView.Verdict(context.Console, verdict, parsed.GetValue(Json));
        });
        return command.WithExamples("segml audit verify", "segml audit verify --head 3f6c…", "segml audit verify --file audit.jsonl");
    }

    private static AuditVerdict OfWorkspace(CommandContext context, ParseResult parsed, string? head)
    {
        using var workspace = context.OpenWorkspaceToRead(parsed);
        return workspace.Audit.Verify(head);
    }

    private static AuditVerdict OfFile(string path, string? head)
    {
        var (verifier, number) = (new AuditVerifier(head), 0L);
        Try("SEG-CLI-009", $"{path} cannot be read", () =>
        {
            foreach (var line in File.ReadLines(path, Utf8))
            {
                verifier.Take(AuditLine.Read(line, ++number));
            }
        });
        return verifier.Entries > 0 ? new AuditVerdict(verifier.Entries, verifier.Head, 0, verifier.End())
            : throw new ProblemException(new Problem("SEG-AUD-008", $"{path} holds no entry of an audit chain.", "Give a file as `segml audit export` writes it, unchanged."));
    }

    private static void Try(string code, string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new ProblemException(new Problem(code, $"{what}: {e.Message.TrimEnd('.')}.", "Check path, rights and free disk."), e);
        }
    }
}
