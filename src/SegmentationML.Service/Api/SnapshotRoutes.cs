using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Security;
using SegmentationML.Service.Snapshots;

namespace SegmentationML.Service.Api;

/// <summary>Published versions: list, manifest, files as they are, rows by filter.</summary>
internal static class SnapshotRoutes
{
    private const string Immutable = "private, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pipelines/{pipeline}/snapshots", List).WithName("list-snapshots").WithSummary("Published versions, newest first").WithTags("snapshots").Needs(Scope.Read).HeedsSight();
        api.MapGet("/pipelines/{pipeline}/snapshots/{version}", Manifest).WithName("get-manifest").Produces<ManifestView>().WithSummary("The manifest of a version: a number, `current`, an alias, `tag:NAME`, or a day or time at which it was in use").WithTags("snapshots").Needs(Scope.Read).HeedsSight();
        api.MapGet("/pipelines/{pipeline}/snapshots/{version}/files/{file}", File).WithName("get-file").Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").Produces<Stream>(StatusCodes.Status206PartialContent, "application/octet-stream").WithSummary("A file of a version as it was published: Parquet, Arrow, JSON, Markdown. Takes Range, If-None-Match and If-Range").WithTags("snapshots").Needs(Scope.Read).HeedsSight();
        api.MapGet("/pipelines/{pipeline}/snapshots/{version}/tables/{table}/rows", RowsAsync).WithName("get-rows").WithSummary("Rows of a table, filtered by columns (`segment=AX`, `revenue=gte:100`, `segment=in:AX,AY`), in key order, paged by cursor, as JSON or CSV; all of them as an Arrow stream").WithTags("snapshots").Needs(Scope.Read).HeedsSight().Heavy().Compressed().AnswersRows();
    }

    private static IReadOnlyList<VersionView> List(string pipeline, VersionChoice versions, Worker.PipelineCatalog catalog)
        => [.. Known(versions.List(pipeline), pipeline, catalog).Reverse().Select(v => new VersionView(v.Commit.Version, v.Commit.Parent, v.Content.AsOf, v.Commit.Time, v.Commit.Run, v.Content.Tables[0].Rows, v.Commit.ContentDigest))];

    /// <summary>A pipeline without versions must be one that is defined.</summary>
    private static IReadOnlyList<Snapshot> Known(IReadOnlyList<Snapshot> versions, string pipeline, Worker.PipelineCatalog catalog)
    {
        _ = versions.Count > 0 ? pipeline : catalog.RequireName(pipeline);
        return versions;
    }

    private static IResult Manifest(string pipeline, string version, VersionChoice versions, HttpContext context)
    {
        var snapshot = versions.Find(pipeline, version);
        var manifest = PublishedFile.Require(snapshot, "manifest.json");
        Describe(context.Response, snapshot, long.TryParse(version, out _));
        if (!context.Sight().IsWhole(snapshot))
        {
            context.Response.Headers.CacheControl = "private, no-cache";
            return TypedResults.Text(ManifestSight.Narrow(snapshot, context.Sight()), "application/json");
        }

        return TypedResults.PhysicalFile(manifest, "application/json", entityTag: new EntityTagHeaderValue($"\"{snapshot.Commit.ContentDigest}-{snapshot.Commit.Version}\""));
    }

    private static PhysicalFileHttpResult File(string pipeline, string version, string file, VersionChoice versions, HttpContext context)
    {
        var snapshot = versions.Find(pipeline, version);
        var entry = snapshot.Content.Files.FirstOrDefault(f => f.Name == file) ?? throw new ProblemException(ApiProblems.NoFile(file));
        if (!context.Sight().IsWhole(snapshot))
        {
            throw new ProblemException(ApiProblems.FileMasked(entry.Name));
        }

        var path = PublishedFile.Require(snapshot, entry.Name); // The name is one that the manifest holds, not the caller's.
        Describe(context.Response, snapshot, long.TryParse(version, out _));
        context.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(entry.Sha256))}:";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{snapshot.Pipeline}-{snapshot.Commit.Version}-{entry.Name}\"";
        return TypedResults.PhysicalFile(path, MediaType(entry.Name), lastModified: snapshot.Commit.Time, entityTag: new EntityTagHeaderValue($"\"{entry.Sha256}\""), enableRangeProcessing: true);
    }

    private static async Task RowsAsync(string pipeline, string version, string table, VersionChoice versions, ISnapshotStore snapshots, HttpContext context)
    {
        var found = versions.Find(pipeline, version);
        using var held = snapshots.Hold(found);
        await RowQuery.Read(RowSource.OfTable(found, table, context.Sight()), context.Request).WriteAsync(context.Response, context.RequestAborted);
    }

    private static void Describe(HttpResponse response, Snapshot snapshot, bool isNumber)
    {
        response.Headers.CacheControl = isNumber ? Immutable : "private, no-cache";
        response.Headers["Segml-Version"] = snapshot.Commit.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string MediaType(string file) => Path.GetExtension(file) switch
    {
        ".parquet" => "application/vnd.apache.parquet",
        ".arrow" => "application/vnd.apache.arrow.file",
        ".json" => "application/json",
        ".md" => "text/markdown; charset=utf-8",
        _ => "application/octet-stream",
    };

    /// <param name="Version">Its number.</param>
    /// <param name="Parent">The version that it followed.</param>
    /// <param name="AsOf">Its cut-off.</param>
    /// <param name="Published">UTC.</param>
    /// <param name="Run">The run that published it.</param>
    /// <param name="Entities">How many it holds.</param>
    /// <param name="ContentDigest">The same content has the same digest.</param>
    internal sealed record VersionView(long Version, long? Parent, DateOnly AsOf, DateTimeOffset Published, string Run, long Entities, string ContentDigest);
}
