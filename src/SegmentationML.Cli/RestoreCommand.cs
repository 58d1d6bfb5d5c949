using System.CommandLine;
using SegmentationML.Core;
using SegmentationML.Storage;

namespace SegmentationML.Cli;

/// <summary><c>segml restore</c>: a workspace from a backup, checked in full.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Archive = new("file") { Description = "What `segml backup` wrote" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("restore", "Make a workspace from a backup, in a new or empty folder, and verify all of it") { Archive };
        command.SetAction(parsed => Restore(context, parsed));
        return command.WithExamples("segml restore segml.tar --workspace restored", "segml restore segml.tar --workspace /mnt/plan --ledger postgres://segml@db.example/planning");
    }

    private static int Restore(CommandContext context, ParseResult parsed)
    {
        var archive = parsed.GetRequiredValue(Archive);
        var folder = parsed.GetValue(context.Workspace)!;
        var content = Workspace.Restore(archive, folder, context.Clock, parsed.GetValue(context.Ledger));
        using var workspace = context.OpenWorkspace(parsed);
        var versions = workspace.Pipelines.SelectMany(workspace.Snapshots.List).ToArray();
        Problem[] problems = [.. workspace.Audit.Verify().Findings, .. versions.SelectMany(v => workspace.Snapshots.Verify(v.Pipeline, v.Commit.Version))];
        Terminal.ProblemPrinter.Print(context.Console, problems);
        context.Console.Out.WriteLine($"{versions.Length:N0} versions and the ledger as of {content.Time:yyyy-MM-dd HH:mm:ss} UTC are in {folder}: {(problems.Length == 0 ? "whole" : "NOT WHOLE")}");
        return problems.Length == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
