using System.CommandLine;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Publish.Diff;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot diff</c>: what differs between two versions.</summary>
internal static class SnapshotDiffCommand
{
    private static readonly Option<string> From = new("--from") { Description = $"The version before: {SnapshotArguments.Forms}", Required = true, HelpName = "VERSION" };
    private static readonly Option<string?> To = new("--to") { Description = "The version after (default: the one in use)", HelpName = "VERSION" };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write the whole diff to this file as JSON", HelpName = "FILE" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("diff", "Compare two versions: entities that came, went and moved, columns that changed") { SnapshotArguments.Pipeline, From, To, Out, SnapshotArguments.Json };
        command.SetAction((parsed, cancellation) => Task.Run(() => Compare(context, parsed, cancellation), cancellation));
        return command.WithExamples("segml snapshot diff online-retail-products --from 1", "segml snapshot diff online-retail-products --from champion --to latest --out diff.json");
    }

    private static int Compare(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        using var workspace = context.OpenWorkspaceToRead(parsed);
        var name = parsed.GetRequiredValue(SnapshotArguments.Pipeline);
        var (before, after) = (CommandContext.FindSnapshot(workspace, name, parsed.GetValue(From)), CommandContext.FindSnapshot(workspace, name, parsed.GetValue(To)));
        using var heldBefore = workspace.Snapshots.Hold(before);
        using var heldAfter = workspace.Snapshots.Hold(after);
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        var diff = SnapshotDiff.Between(engine, before, after, cancellation);
        var json = JsonSerializer.Serialize(diff, StepKey.Json);
        if (parsed.GetValue(Out) is { } file)
        {
            CommandFile.Write(file, part => File.WriteAllText(part, json));
        }

        if (parsed.GetValue(SnapshotArguments.Json))
        {
            context.Console.Out.WriteLine(json);
        }
        else
        {
            VersionDiffView.Print(context.Console, diff);
        }

        return ExitCode.Done;
    }
}
