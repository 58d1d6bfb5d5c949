using System.CommandLine;
using SegmentationML.Core;
using SegmentationML.Pipeline.Publish.Effective;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot export</c>: a table of a version as a file.</summary>
internal static class SnapshotExportCommand
{
    private static readonly Option<string> Table = new Option<string>("--table", "-t") { Description = "assignments, forecasts, policies, or forecast_levels (sums of a hierarchy)", DefaultValueFactory = _ => SnapshotArguments.Tables[0] }.AcceptOnlyFromAmong(SnapshotArguments.Tables);
    private static readonly Option<string> Out = new("--out", "-o") { Description = "The file to write; its ending tells the format: .csv, .json (lines), .parquet, .arrow or .arrows (stream)", Required = true, HelpName = "FILE" };

    private static readonly Option<string?> Compression = new Option<string?>("--compression") { Description = "Of Parquet: zstd (as published), lz4, snappy, gzip or none; of Arrow: none (as published), lz4 or zstd", HelpName = "CODEC" }
        .AcceptOnlyFromAmong("zstd", "lz4", "snappy", "gzip", "none");

    public static Command Create(CommandContext context)
    {
        var command = new Command("export", "Write a table of a version, or what held on a day, to a file") { SnapshotArguments.Pipeline, SnapshotArguments.Version, SnapshotArguments.AsOf, Table, Out, Compression };
        command.SetAction((parsed, cancellation) => Task.Run(() => Export(context, parsed, cancellation), cancellation));
        return command.WithExamples(
            "segml snapshot export online-retail-products --out segments.csv",
            "segml snapshot export online-retail-products --version 2 --table forecasts --out forecasts.parquet",
            "segml snapshot export online-retail-products --as-of 2011-06-30 --out then.csv");
    }

    private static int Export(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        using var workspace = context.OpenWorkspaceToRead(parsed);
        var (name, table, file) = (parsed.GetRequiredValue(SnapshotArguments.Pipeline), parsed.GetRequiredValue(Table), parsed.GetRequiredValue(Out));
        var (snapshot, query) = (SnapshotArguments.Find(workspace, parsed), (string?)null);
        if (parsed.GetValue(SnapshotArguments.AsOf) is { } day)
        {
            if (table != SnapshotArguments.Tables[0])
            {
                throw new ProblemException(new Problem("SEG-CLI-040", $"--as-of gives assignments, not {table}.", "Leave --table out, or name a version with --version."));
            }

            var timeline = EffectiveTimeline.Of(name, workspace.Snapshots.History(name));
            (snapshot, query) = (AssignmentsOn.Version(workspace.Snapshots, timeline, day), AssignmentsOn.Query(workspace.Snapshots, timeline, day));
        }

        if (snapshot.Content.Tables.All(t => t.Name != table))
        {
            throw new ProblemException(new Problem("SEG-CLI-055", $"Version {snapshot.Commit.Version} of '{name}' has no table {table}.", $"It has {string.Join(", ", snapshot.Content.Tables.Select(static t => t.Name))}; forecast_levels comes with forecast.hierarchy."));
        }

        using var held = workspace.Snapshots.Hold(snapshot);
        var rows = SnapshotExport.Write(snapshot, table, query, file, parsed.GetValue(Compression), cancellation);
        context.Console.Error.WriteLine($"{rows:N0} rows written to {file}");
        return ExitCode.Done;
    }
}
