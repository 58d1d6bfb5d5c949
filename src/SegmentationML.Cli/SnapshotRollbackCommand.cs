using System.CommandLine;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish.Diff;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot rollback</c>: publishes the content of a former version anew.</summary>
internal static class SnapshotRollbackCommand
{
    private static readonly Option<string> To = new("--to") { Description = $"The version whose content comes back: {SnapshotArguments.Forms}", Required = true, HelpName = "VERSION" };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why, for the audit chain", Required = true, HelpName = "TEXT" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("rollback", "Publish the content of a former version as a new one, in use at once") { SnapshotArguments.Pipeline, To, Reason, SnapshotArguments.DryRun, SnapshotArguments.Json };
        command.SetAction((parsed, cancellation) => Task.Run(() => RollBack(context, parsed, cancellation), cancellation));
        return command.WithExamples(
            "segml snapshot rollback online-retail-products --to 3 --reason \"wrong prices in the September file\"",
            "segml snapshot rollback online-retail-products --to champion --reason \"see ticket 12\" --dry-run");
    }

    private static int RollBack(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var (name, reason) = (parsed.GetRequiredValue(SnapshotArguments.Pipeline), parsed.GetRequiredValue(Reason));
        ProblemException.ThrowIfAny(GovernedText.Line("--reason", reason, required: true));
        var isDry = parsed.GetValue(SnapshotArguments.DryRun);
        using var workspace = isDry ? context.OpenWorkspaceToRead(parsed) : context.OpenWorkspace(parsed);
        var (current, target) = (CommandContext.FindSnapshot(workspace, name, null), CommandContext.FindSnapshot(workspace, name, parsed.GetValue(To)));
        if (isDry)
        {
            return Preview(context, parsed, current, target, cancellation);
        }

        var back = VersionRollback.Run(workspace, name, target.Commit.Version, context.Actor(parsed), reason, cancellation);
        if (parsed.GetValue(SnapshotArguments.Json))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(new { (back ?? current).Commit, Published = back is not null }, StepKey.Json));
        }
        else
        {
            context.Console.Out.WriteLine(back is null
                ? $"Version {current.Commit.Version}, which is in use, holds the content of version {target.Commit.Version} already: nothing was published."
                : $"Version {back.Commit.Version} is in use. It holds the content of version {target.Commit.Version}, digest {back.Commit.ContentDigest[..12]}.");
        }

        return ExitCode.Done;
    }

    private static int Preview(CommandContext context, ParseResult parsed, Snapshot current, Snapshot target, CancellationToken cancellation)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        var diff = SnapshotDiff.Between(engine, current, target, cancellation);
        if (parsed.GetValue(SnapshotArguments.Json))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(diff, StepKey.Json));
        }
        else
        {
            VersionDiffView.Print(context.Console, diff);
        }

        return ExitCode.Done;
    }
}
