using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot</c>: the published versions of a pipeline.</summary>
internal static class SnapshotCommand
{
    private static readonly string[] Tables = ["assignments", "forecasts", "policies"];
    private static readonly Argument<string> Pipeline = new("pipeline") { Description = "The pipeline's name" };
    private static readonly Option<long?> Version = new("--version", "-v") { Description = "Number of the version (default: the one in use)", HelpName = "N" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context) => new("snapshot", "List, show, export and verify published versions")
    {
        List(context), Show(context), Export(context), Verify(context),
    };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "List the versions of a pipeline, oldest first") { Pipeline, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var name = parsed.GetRequiredValue(Pipeline);
            var (versions, current) = (CommandContext.FindSnapshots(workspace, name), workspace.Snapshots.Current(name)?.Commit.Version);
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(versions.Select(v => new { v.Commit, v.Content.AsOf, Current = v.Commit.Version == current }), StepKey.Json));
                return ExitCode.Done;
            }

            context.Console.Table(
                [">version", "in use", "as of", "published (UTC)", "run", ">entities", "content"],
                versions.Select(v => (IReadOnlyList<string>)[$"{v.Commit.Version}", v.Commit.Version == current ? "yes" : "", $"{v.Content.AsOf:yyyy-MM-dd}", $"{v.Commit.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}", v.Commit.Run, $"{v.Content.Tables[0].Rows:N0}", v.Commit.ContentDigest[..12]]));
            return ExitCode.Done;
        });
        return command.WithExamples("segml snapshot list online-retail-products");
    }

    private static Command Show(CommandContext context)
    {
        var command = new Command("show", "Print the manifest of a version") { Pipeline, Version };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var snapshot = Find(workspace, parsed);
            context.Console.Out.WriteLine(File.ReadAllText(Path.Combine(snapshot.Folder, "manifest.json")));
            return ExitCode.Done;
        });
        return command.WithExamples("segml snapshot show online-retail-products", "segml snapshot show online-retail-products --version 3");
    }

    private static Command Export(CommandContext context)
    {
        var table = new Option<string>("--table", "-t") { Description = "assignments, forecasts or policies", DefaultValueFactory = _ => Tables[0] }.AcceptOnlyFromAmong(Tables);
        var output = new Option<string>("--out", "-o") { Description = "The file to write; its ending tells the format: .csv, .json (lines), .parquet or .arrow", Required = true, HelpName = "FILE" };
        var command = new Command("export", "Write a table of a version to a file") { Pipeline, Version, table, output };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                using var workspace = context.OpenWorkspaceToRead(parsed);
                var rows = SnapshotExport.Write(Find(workspace, parsed), parsed.GetRequiredValue(table), parsed.GetRequiredValue(output), cancellation);
                context.Console.Error.WriteLine($"{rows:N0} rows written to {parsed.GetRequiredValue(output)}");
                return ExitCode.Done;
            },
            cancellation));
        return command.WithExamples(
            "segml snapshot export online-retail-products --out segments.csv",
            "segml snapshot export online-retail-products --version 2 --table forecasts --out forecasts.parquet");
    }

    private static Command Verify(CommandContext context)
    {
        var command = new Command("verify", "Check every file of a version, or of all, against its digest") { Pipeline, Version };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var name = parsed.GetRequiredValue(Pipeline);
            long[] versions = parsed.GetValue(Version) is { } one ? [one] : [.. CommandContext.FindSnapshots(workspace, name).Select(v => v.Commit.Version)];
            var code = ExitCode.Done;
            foreach (var version in versions)
            {
                var problems = workspace.Snapshots.Verify(name, version);
                context.Console.Out.WriteLine($"version {version}: {(problems.Count == 0 ? "whole" : "DAMAGED")}");
                Terminal.ProblemPrinter.Print(context.Console, problems);
                code = problems.Count == 0 ? code : ExitCode.Failed;
            }

            return code;
        });
        return command.WithExamples("segml snapshot verify online-retail-products");
    }

    private static Snapshot Find(Workspace workspace, ParseResult parsed)
        => CommandContext.FindSnapshot(workspace, parsed.GetRequiredValue(Pipeline), parsed.GetValue(Version));
}
