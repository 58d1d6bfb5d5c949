using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Service.Api;
using SegmentationML.Storage;

namespace SegmentationML.Service.Alerts;

/// <summary>Keeps what a run saw that may be worth an alert, whoever ran it: rules judge it later.</summary>
internal static class RunObservations
{
    /// <summary>Keeps it.</summary>
    public static void Keep(Workspace workspace, IQueryEngine engine, Definitions definitions, RunOutcome outcome)
        => workspace.Alerts.Observe(new RunObservation(
            outcome.Run.Pipeline, outcome.Run.Id, outcome.Accepted.Outcome.ToString().ToLowerInvariant(), outcome.Accepted.Quarantined,
            outcome.Accepted.Blocking is [var first, ..] ? PathFree.Of($"{first.Code}: {first.What}") : "",
            outcome.Published is { IsNew: true } published ? Version(workspace, engine, definitions, outcome, published) : null));

    private static VersionObservation Version(Workspace workspace, IQueryEngine engine, Definitions definitions, RunOutcome outcome, PublishResult published)
    {
        var (pipeline, drift) = (outcome.Run.Pipeline, outcome.Drift!);
        var version = workspace.Snapshots.Open(pipeline, published.Version);
        return new VersionObservation(
            published.Version, drift.Parent, outcome.Segments?.Rows ?? 0, Finite(drift.Churn), definitions.Pipeline.Monitor.ChurnThreshold,
            [.. drift.Drift.Where(d => d.Drifted).Select(d => new DriverObservation(d.Driver, Finite(d.Psi) ?? 0, Finite(d.NoiseFloor) ?? 0))],
            Finite(outcome.Promotion?.Metrics?.Rmsse), Finite(drift.Parent is { } parent ? workspace.Promotions.Find(pipeline, parent)?.Metrics?.Rmsse : null), Near(engine, version));
    }

    private static List<NearBoundary> Near(IQueryEngine engine, Snapshot version)
    {
        var counts = new List<NearBoundary>();
        var columns = string.Join(", ", NearBoundary.Steps.Select(s => $"count(*) FILTER (WHERE abs(boundary_margin_sd) <= {s.ToString(System.Globalization.CultureInfo.InvariantCulture)})"));
        engine.Read($"SELECT {columns} FROM read_parquet({Sql.Literal(Path.Combine(version.Folder, $"{PublishedTable.Assignments}.parquet"))})", batch =>
        {
            if (batch.Rows > 0)
            {
                counts.AddRange(NearBoundary.Steps.Select((s, i) => new NearBoundary(s, batch.Values<long>(i)[0])));
            }
        });
        return counts;
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
