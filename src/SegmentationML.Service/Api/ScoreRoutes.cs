using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Scoring;
using SegmentationML.Service.Security;
using SegmentationML.Service.Snapshots;

namespace SegmentationML.Service.Api;

/// <summary>Scores entities by the live model: the answer that the batch would give for these drivers.</summary>
internal static class ScoreRoutes
{
    private const int MostEntities = 10_000;

    public static void Map(IEndpointRouteBuilder api)
        => api.MapPost("/pipelines/{pipeline}/score", ScoreAsync).WithName("score-entities").WithTags("assignments").Needs(Scope.Plan).Heavy().OnlyReads().Compressed()
            .WithSummary("Segments of entities by their drivers, with reasons: by the model of the version in use and by what it learnt. With `state` (the default) an entity that the version holds is judged from where it stands");

    private static Task<ScoreAnswer> ScoreAsync(string pipeline, ScoreOrder order, VersionChoice versions, Scorers scorers, AssignmentIndexes indexes, ISnapshotStore snapshots, TimeProvider clock, HttpContext context)
    {
        if (order.Entities is not { Count: > 0 and <= MostEntities } entities)
        {
            throw new ProblemException(ApiProblems.WrongQuery("entities", $"{order.Entities?.Count ?? 0} entities", $"Give 1 to {MostEntities:N0}, as many as a body of 1 MiB holds."));
        }

        var version = versions.Find(pipeline, order.Version);
        ScoreCase[] cases = [.. entities.Select(e => new ScoreCase(e.Key, (e.Drivers ?? new Dictionary<string, double?>()).ToDictionary(d => d.Key, d => d.Value ?? double.NaN, StringComparer.Ordinal), e.Classes ?? new Dictionary<string, string>()))];
        return Task.Run(
            () =>
            {
                using var held = snapshots.Hold(version);
                var scored = scorers.Of(version).Score(cases, order.State ? indexes.Of(version).StateOf : null, context.RequestAborted);
                var age = clock.GetUtcNow() - new DateTimeOffset(version.Content.AsOf.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
                return new ScoreAnswer(pipeline, version.Commit.Version, version.Content.AsOf, version.Commit.Time, Math.Round(age.TotalDays, 2), order.State, scored);
            },
            context.RequestAborted);
    }

    /// <param name="Entities">The entities.</param>
    /// <param name="State">Whether an entity that the version holds is judged from where it stands (hysteresis, dwell, overrides, change budget) and takes drivers that are not given from there. Default true.</param>
    /// <param name="Version">A version; the one in use without.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record ScoreOrder(IReadOnlyList<EntityDrivers>? Entities = null, bool State = true, string? Version = null);

    /// <param name="Key">The entity's key; none for one that nobody knows yet.</param>
    /// <param name="Drivers">Its drivers by name; null for one whose value is not known.</param>
    /// <param name="Classes">Classes that are told and not computed, by dimension, such as a tag.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record EntityDrivers(string? Key = null, IReadOnlyDictionary<string, double?>? Drivers = null, IReadOnlyDictionary<string, string>? Classes = null);

    /// <param name="Pipeline">The pipeline.</param>
    /// <param name="Version">The version whose model scored.</param>
    /// <param name="AsOf">It learnt from data before this day.</param>
    /// <param name="Published">When it was published, UTC.</param>
    /// <param name="AgeDays">Days since that cut-off: how stale what it learnt is.</param>
    /// <param name="State">Whether entities were judged from where they stand.</param>
    /// <param name="Entities">One a given entity, in the order in which they were given.</param>
    internal sealed record ScoreAnswer(string Pipeline, long Version, DateOnly AsOf, DateTimeOffset Published, double AgeDays, bool State, IReadOnlyList<ScoredEntity> Entities);
}
