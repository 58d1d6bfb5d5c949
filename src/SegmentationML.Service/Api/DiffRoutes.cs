using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish.Diff;
using SegmentationML.Service.Security;
using SegmentationML.Storage.DuckDb;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>What differs between two versions, and what a consumer has not taken in yet.</summary>
internal static class DiffRoutes
{
    private const string Assignments = "assignments";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pipelines/{pipeline}/snapshots/{version}/diff", DiffAsync).WithName("diff-snapshots").WithTags("snapshots").Needs(Scope.Read).Heavy().Compressed().Produces<VersionDiff>()
            .WithSummary("What differs between two versions: rows in, out and changed by table, columns, and who moved from which segment to which")
            .Takes("to", "The version to come to, in any of the forms of {version}; the one in use without");
        api.MapGet("/pipelines/{pipeline}/snapshots/{version}/diff/rows", RowsAsync).WithName("diff-rows").WithTags("snapshots").Needs(Scope.Read).HeedsSight().Heavy().Compressed().AnswersRows()
            .WithSummary("The rows that differ between two versions: in, changed or out, in key order, filtered and paged as rows of a table")
            .Takes("to", "The version to come to; the one in use without").Takes("table", "assignments (default), forecasts, policies or forecast_levels");
        api.MapGet("/pipelines/{pipeline}/delta", DeltaAsync).WithName("get-delta").WithTags("consumers").Needs(Scope.Read).HeedsSight().Heavy().Compressed().AnswersRows()
            .WithSummary("The rows that came in, changed or went out since a version, or since the one that a consumer has acknowledged")
            .Takes("since", "Number of a version; 0 for none, then every row is in").Takes("consumer", "In place of since: a consumer, who gets the difference again until it acknowledges").Takes("to", "The version to come to; the one in use without").Takes("table", "assignments (default), forecasts, policies or forecast_levels");
    }

    private static async Task DiffAsync(string pipeline, string version, string? to, VersionChoice versions, ISnapshotStore snapshots, HttpContext context)
    {
        var (before, after) = (versions.Find(pipeline, version), versions.Find(pipeline, to));
        var tag = new EntityTagHeaderValue($"\"{before.Commit.ContentDigest[..32]}-{before.Commit.Version}-{after.Commit.ContentDigest[..32]}-{after.Commit.Version}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        using var held = snapshots.Hold(before);
        using var other = snapshots.Hold(after);
        var diff = await Task.Run(
            () =>
            {
                using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
                return SnapshotDiff.Between(engine, before, after, context.RequestAborted);
            },
            context.RequestAborted);
        await context.Response.WriteAsJsonAsync(diff, context.RequestAborted);
    }

    private static Task RowsAsync(string pipeline, string version, string? to, string? table, VersionChoice versions, ISnapshotStore snapshots, HttpContext context)
        => WriteAsync(versions.Find(pipeline, version), versions.Find(pipeline, to), table, snapshots, context);

    private static Task DeltaAsync(string pipeline, string? since, string? consumer, string? to, string? table, VersionChoice versions, ISnapshotStore snapshots, ConsumerBook consumers, HttpContext context)
    {
        if (since is null == consumer is null)
        {
            throw new ProblemException(ApiProblems.WrongQuery("since", since ?? "", "Say from where: `since` with a version's number (0 for none), or `consumer` with a name."));
        }

        // A page goes on in the version in which the one before it was, whatever has been published since.
        var after = versions.Find(pipeline, to ?? (context.Request.Query["cursor"] is [{ } cursor] ? RowCursor.VersionOf(cursor).ToString(CultureInfo.InvariantCulture) : null));
        var from = consumer is not null ? consumers.Find(pipeline, consumer)?.Version ?? 0 : Number(since!);
        var before = from == 0 ? null : snapshots.Find(pipeline, from) ?? throw new ProblemException(ApiProblems.NoBase(pipeline, from));
        return WriteAsync(before, after, table, snapshots, context);
    }

    private static async Task WriteAsync(Snapshot? before, Snapshot after, string? table, ISnapshotStore snapshots, HttpContext context)
    {
        using var held = before is null ? null : snapshots.Hold(before);
        using var other = snapshots.Hold(after);
        await RowQuery.Read(RowSource.OfChanges(before, after, table ?? Assignments, context.Sight()), context.Request, "since", "consumer", "to", "table").WriteAsync(context.Response, context.RequestAborted);
    }

    private static long Number(string text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ProblemException(ApiProblems.WrongQuery("since", text, "Write the number of a version, or 0 for none."));
}
