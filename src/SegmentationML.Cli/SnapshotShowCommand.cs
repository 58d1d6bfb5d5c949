using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish.Effective;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot show</c>: the manifest of a version, or what held on a day.</summary>
internal static class SnapshotShowCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("show", "Print the manifest of a version, or what held on a day") { SnapshotArguments.Pipeline, SnapshotArguments.Version, SnapshotArguments.AsOf, SnapshotArguments.Json };
        command.SetAction((parsed, cancellation) => Task.Run(() => Show(context, parsed, cancellation), cancellation));
        return command.WithExamples(
            "segml snapshot show online-retail-products", "segml snapshot show online-retail-products --version champion", "segml snapshot show online-retail-products --as-of 2011-06-30");
    }

    private static int Show(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        using var workspace = context.OpenWorkspaceToRead(parsed);
        if (parsed.GetValue(SnapshotArguments.AsOf) is { } day)
        {
            return Held(context, workspace, parsed, day, cancellation);
        }

        context.Console.Out.WriteLine(File.ReadAllText(Path.Combine(SnapshotArguments.Find(workspace, parsed).Folder, "manifest.json")));
        return ExitCode.Done;
    }

    private static int Held(CommandContext context, Workspace workspace, ParseResult parsed, DateOnly day, CancellationToken cancellation)
    {
        var name = parsed.GetRequiredValue(SnapshotArguments.Pipeline);
        var timeline = EffectiveTimeline.Of(name, CommandContext.FindHistory(workspace, name));
        var version = AssignmentsOn.Version(workspace.Snapshots, timeline, day);
        using var held = workspace.Snapshots.Hold(version);
        var place = timeline.Versions[timeline.IndexOn(day)];
        var segments = new List<(string Segment, string Name, long Entities)>();
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        engine.Read($"SELECT segment, any_value(segment_name), count(*) FROM read_parquet({Sql.Literal(Path.Combine(version.Folder, "assignments.parquet"))}) GROUP BY segment ORDER BY segment", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                segments.Add((batch.Text(0, i)!, batch.Text(1, i)!, batch.Values<long>(2)[i]));
            }
        }, null, cancellation);
        if (parsed.GetValue(SnapshotArguments.Json))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(
                new { Pipeline = name, Day = day, version.Commit.Version, place.From, place.To, Segments = segments.Select(s => new { s.Segment, s.Name, s.Entities }) }, StepKey.Json));
            return ExitCode.Done;
        }

        context.Console.Out.WriteLine($"On {day:yyyy-MM-dd} version {version.Commit.Version} of {name} held, from {place.From:yyyy-MM-dd} {(place.To is { } end ? $"until {end:yyyy-MM-dd}" : "on")}.");
        context.Console.Table(["segment", "name", ">entities"], segments.Select(s => (IReadOnlyList<string>)[s.Segment, s.Name, $"{s.Entities:N0}"]));
        return ExitCode.Done;
    }
}
