using System.CommandLine;
using System.Text;
using System.Text.Json;
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
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context) => new("audit", "Show, export and verify the chain that records every change")
    {
        Show(context), Export(context), Verify(context),
    };

    private static Command Show(CommandContext context)
    {
        var kind = new Option<string?>("--kind") { Description = "Only this kind, such as version.published, or an area, such as version", HelpName = "KIND" };
        var subject = new Option<string?>("--subject") { Description = "Only of this pipeline, run, override or case", HelpName = "NAME" };
        var actor = new Option<string?>("--actor") { Description = "Only by this person", HelpName = "NAME" };
        var from = new Option<DateOnly?>("--from") { Description = "Only from this day (UTC) on", HelpName = "DATE", CustomParser = RunCommand.ParseDate };
        var to = new Option<DateOnly?>("--to") { Description = "Only before this day (UTC)", HelpName = "DATE", CustomParser = RunCommand.ParseDate };
        var limit = new Option<int>("--limit", "-n") { Description = "The newest so many", DefaultValueFactory = _ => 50 };
        var command = new Command("show", "List entries, oldest first") { kind, subject, actor, from, to, limit, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var entries = workspace.Audit.Find(new AuditFilter
            {
                Kind = parsed.GetValue(kind), Subject = parsed.GetValue(subject), Actor = parsed.GetValue(actor), From = parsed.GetValue(from), To = parsed.GetValue(to), Limit = parsed.GetValue(limit),
            });
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine($"[{string.Join(",\n", entries.Select(e => e.ToJson()))}]");
                return ExitCode.Done;
            }

            context.Console.Table([">entry", "time (UTC)", "kind", "subject", "by", "facts"], entries.Select(e => (IReadOnlyList<string>)[$"{e.Sequence}", e.Time[..19].Replace('T', ' '), e.Kind, e.Subject, e.Actor, Facts(e)]));
            return ExitCode.Done;
        });
        return command.WithExamples("segml audit show --kind version", "segml audit show --subject online-retail-products --from 2026-01-01 --json");
    }

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
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(verdict, Pipeline.StepKey.Json));
            }
            else
            {
                context.Console.Out.WriteLine($"{verdict.Entries:N0} entries, {verdict.States:N0} states replayed: {(verdict.Findings.Count == 0 ? "whole" : "NOT WHOLE")}");
                context.Console.Out.WriteLine($"head {verdict.Head}");
                ProblemPrinter.Print(context.Console, verdict.Findings);
            }

            return verdict.Findings.Count == 0 ? ExitCode.Done : ExitCode.Failed;
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
        return new AuditVerdict(verifier.Entries, verifier.Head, 0, verifier.End());
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

    private static string Facts(AuditEntry entry)
    {
        var text = string.Join(", ", entry.ReadFacts().Select(f => $"{f.Key}={(f.Value.Length == 64 ? f.Value[..12] + "…" : f.Value)}"));
        text = text.Replace('\n', ' ').Replace('\t', ' ');
        return text.Length > 120 ? $"{text[..119]}…" : text;
    }
}
