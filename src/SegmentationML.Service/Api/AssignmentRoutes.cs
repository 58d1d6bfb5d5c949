using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Service.Security;
using SegmentationML.Service.Snapshots;
using SegmentationML.Storage.DuckDb;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>Where an entity is, and why.</summary>
internal static class AssignmentRoutes
{
    private const int MostKeys = 10_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pipelines/{pipeline}/assignments/{key}", OneAsync).WithName("get-assignment").Produces<Dictionary<string, JsonElement>>().Takes("version", "A version; the one in use without").WithSummary("An entity's segment with its reasons, as published").WithTags("assignments").Needs(Scope.Read).HeedsSight();
        api.MapPost("/pipelines/{pipeline}/assignments/lookup", ManyAsync).WithName("lookup-assignments").Produces<LookupAnswer>().WithSummary("The segments of many entities; unknown keys are named").WithTags("assignments").Needs(Scope.Read).OnlyReads().HeedsSight();
        api.MapGet("/pipelines/{pipeline}/entities/{key}", Explain).WithName("explain-entity").Takes("version", "A version; the one in use without").WithSummary("All that a version says of an entity: segment, reasons, forecast, policy").WithTags("assignments").Needs(Scope.Read).HeedsSight();
        api.MapGet("/pipelines/{pipeline}/entities/{key}/history", History).WithName("get-history").WithSummary("The entity's segment in each version, newest first").WithTags("assignments").Needs(Scope.Read).HeedsSight();
    }

    private static async Task OneAsync(string pipeline, string key, string? version, VersionChoice versions, AssignmentIndexes indexes, PersonBook persons, HttpContext context)
    {
        var index = indexes.Of(versions.Find(pipeline, version));
        key = Published(index.Version, key, persons, context);
        var sight = context.Sight().Of(index.Version);
        var row = index.Find(key, sight);
        if (row < 0)
        {
            throw new ProblemException(ApiProblems.NoEntity(key));
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.ETag = $"\"{index.Version.Commit.ContentDigest[..32]}\"";
        sight.Note(context.Response);
        context.Response.Headers.CacheControl = "private, no-cache";
        using (var writer = RentedJson.Begin())
        {
            index.Write(writer.Json, row, sight);
            writer.Send(context.Response);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static async Task ManyAsync(string pipeline, Lookup lookup, VersionChoice versions, AssignmentIndexes indexes, PersonBook persons, HttpContext context)
    {
        if (lookup.Keys is not { Count: > 0 and <= MostKeys } keys)
        {
            throw new ProblemException(ApiProblems.WrongQuery("keys", $"{lookup.Keys?.Count ?? 0} keys", $"Ask for 1 to {MostKeys:N0}."));
        }

        var index = indexes.Of(versions.Find(pipeline, lookup.Version));
        var sight = context.Sight().Of(index.Version);
        sight.Note(context.Response);
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteNumber("version", index.Version.Commit.Version);
        writer.WriteStartArray("assignments");
        var unknown = new List<string>();
        foreach (var key in keys)
        {
            if (index.Find(Published(index.Version, key, persons, context), sight) is >= 0 and var row)
            {
                index.Write(writer, row, sight);
            }
            else
            {
                unknown.Add(key);
            }
        }

        writer.WriteEndArray();
        writer.WriteStartArray("unknown");
        unknown.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(context.RequestAborted);
    }

    private static PublishedEntity Explain(string pipeline, string key, string? version, VersionChoice versions, PersonBook persons, HttpContext context)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        var (snapshot, sight) = (versions.Find(pipeline, version), context.Sight());
        key = Published(snapshot, key, persons, context);
        var told = sight.Of(snapshot);
        var entity = told.Holds(engine, key) ? PublishedEntity.Read(engine, snapshot, key) : null;
        told.Note(context.Response);
        return entity is null ? throw new ProblemException(ApiProblems.NoEntity(key))
            : sight.IsFull ? entity : EntitySight.Narrow(entity, name => sight.Of(snapshot, snapshot.Content.Tables.Single(t => t.Name == name)));
    }

    private static HistoryEntry[] History(string pipeline, string key, VersionChoice versions, PersonBook persons, HttpContext context)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        HistoryEntry[] entries = [.. versions.List(pipeline).Reverse()
            .Select(v => (v, Key: Published(v, key, persons, context))).Where(v => context.Sight().Of(v.v).Holds(engine, v.Key))
            .Select(v => (v.v, Entity: PublishedEntity.Read(engine, v.v, v.Key))).Where(e => e.Entity is not null)
            .Select(e => new HistoryEntry(e.v.Commit.Version, e.v.Content.AsOf, e.v.Commit.Time, e.Entity!.Segment, e.Entity.SegmentName, e.Entity.EffectiveFrom, e.Entity.DecidedBy, e.Entity.OverrideId))];
        return entries.Length > 0 ? entries : throw new ProblemException(ApiProblems.NoEntity(key));
    }

    /// <summary>The key under which an entity is published: who may know of persons may ask by their own identifiers.</summary>
    private static string Published(Snapshot version, string key, PersonBook persons, HttpContext context) => context.Sight().SeesPersons && PersonKey.PersonsOf(version.Content).Count > 0 ? PersonKey.Of(version, key, persons) : key;

    /// <param name="Keys">Keys of entities, at most 10,000.</param>
    /// <param name="Version">A version; null for the one in use.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Lookup(IReadOnlyList<string>? Keys, string? Version = null);

    /// <param name="Version">The version.</param>
    /// <param name="Assignments">The entities found, in the order in which they were asked for, the columns of the table by name.</param>
    /// <param name="Unknown">Keys that the version does not hold.</param>
    internal sealed record LookupAnswer(long Version, IReadOnlyList<Dictionary<string, JsonElement>> Assignments, IReadOnlyList<string> Unknown);

    /// <param name="Version">The version.</param>
    /// <param name="AsOf">Its cut-off.</param>
    /// <param name="Published">When it was published, UTC.</param>
    /// <param name="Segment">The entity's segment in it.</param>
    /// <param name="SegmentName">The segment's name.</param>
    /// <param name="EffectiveFrom">Since when the entity has been in it.</param>
    /// <param name="DecidedBy">What gave it the segment.</param>
    /// <param name="OverrideId">The override that held it.</param>
    internal sealed record HistoryEntry(long Version, DateOnly AsOf, DateTimeOffset Published, string Segment, string SegmentName, DateOnly EffectiveFrom, string? DecidedBy, string? OverrideId);
}
