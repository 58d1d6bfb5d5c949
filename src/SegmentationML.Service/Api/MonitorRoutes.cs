using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Pipeline.Monitor;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Service.Security;
using SegmentationML.Service.Worker;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Service.Api;

/// <summary>What the monitor says of a version: drift of the drivers, migration between segments, alarms. Read from published files alone.</summary>
internal static class MonitorRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pipelines/{pipeline}/snapshots/{version}/monitor", OfVersionAsync).WithName("get-version-monitor").WithSummary("Drift, migration and alarms of a version against the one that it followed, or against any other").WithTags("monitors").Needs(Scope.Read).Heavy().Compressed()
            .Takes("against", "The version to compare with; its parent without");
        api.MapGet("/runs/{run}/monitor", OfRunAsync).WithName("get-run-monitor").WithSummary("Drift, migration and alarms of the version that a run published").WithTags("monitors").Needs(Scope.Read).Heavy().Compressed();
    }

    private static Task<MonitorView> OfVersionAsync(string pipeline, string version, string? against, VersionChoice versions, PipelineCatalog catalog, ISnapshotStore snapshots, HttpContext context)
    {
        var one = versions.Find(pipeline, version);
        return CompareAsync(one, against is null ? Parent(one, snapshots) : versions.Find(pipeline, against), null, catalog, context.RequestAborted);
    }

    private static Task<MonitorView> OfRunAsync(string run, IRunLedger ledger, PipelineCatalog catalog, ISnapshotStore snapshots, HttpContext context)
    {
        var record = RunRoutes.Find(run, ledger, context.Sight());
        var number = record.Version ?? throw new ProblemException(ApiProblems.NotThere($"version that run '{run}' published", "Only a run that publishes is compared; GET the run to see how it ended."));
        var one = snapshots.Open(record.Pipeline, number);
        return CompareAsync(one, Parent(one, snapshots), run, catalog, context.RequestAborted);
    }

    private static Snapshot? Parent(Snapshot version, ISnapshotStore snapshots) => version.Commit.Parent is { } number ? snapshots.Open(version.Pipeline, number) : null;

    private static Task<MonitorView> CompareAsync(Snapshot version, Snapshot? against, string? run, PipelineCatalog catalog, CancellationToken cancellation)
        => Task.Run(
            () =>
            {
                using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
                var definitions = catalog.Find(version.Pipeline)?.Definitions;
                var model = SegmentRecord.Read(version.Folder)?.Model ?? definitions?.Model ?? throw new ProblemException(ApiProblems.NotThere($"model of version {version.Commit.Version}", "It is older than such records; take a later version."));
                var result = against is null ? MonitorResult.Nothing : MonitorStep.Compare(engine, new MonitorInput(definitions?.Pipeline.Monitor ?? new MonitorOptions(), model, version, against), null, cancellation);
                return new MonitorView(version.Pipeline, version.Commit.Version, run ?? version.Commit.Run, version.Content.AsOf, result);
            },
            cancellation);

    /// <param name="Pipeline">The pipeline.</param>
    /// <param name="Version">The version.</param>
    /// <param name="Run">The run that published it.</param>
    /// <param name="AsOf">Its cut-off.</param>
    /// <param name="Monitor">What was found; <c>parent</c> is null when there was nothing to compare with.</param>
    internal sealed record MonitorView(string Pipeline, long Version, string Run, DateOnly AsOf, MonitorResult Monitor);
}
