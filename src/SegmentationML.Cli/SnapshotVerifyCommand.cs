using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot verify</c>: every byte of a version, or of all, against what was committed.</summary>
internal static class SnapshotVerifyCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("verify", "Check every file of a version, or of all, against its digest") { SnapshotArguments.Pipeline, SnapshotArguments.Version, SnapshotArguments.Json };
        command.SetAction(parsed => Verify(context, parsed));
        return command.WithExamples("segml snapshot verify online-retail-products", "segml snapshot verify online-retail-products --version champion --json");
    }

    private static int Verify(CommandContext context, ParseResult parsed)
    {
        using var workspace = context.OpenWorkspaceToRead(parsed);
        var name = parsed.GetRequiredValue(SnapshotArguments.Pipeline);
        var versions = parsed.GetValue(SnapshotArguments.Version) is not null ? [SnapshotArguments.Find(workspace, parsed)] : CommandContext.FindSnapshots(workspace, name);
        var found = versions.Select(v => (v.Commit.Version, Problems: workspace.Snapshots.Verify(name, v.Commit.Version))).ToArray();
        if (parsed.GetValue(SnapshotArguments.Json))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(found.Select(f => new { f.Version, Whole = f.Problems.Count == 0, f.Problems }), StepKey.Json));
        }
        else
        {
            foreach (var (version, problems) in found)
            {
                context.Console.Out.WriteLine($"version {version}: {(problems.Count == 0 ? "whole" : "DAMAGED")}");
                Terminal.ProblemPrinter.Print(context.Console, problems);
            }
        }

        return found.All(f => f.Problems.Count == 0) ? ExitCode.Done : ExitCode.Failed;
    }
}
