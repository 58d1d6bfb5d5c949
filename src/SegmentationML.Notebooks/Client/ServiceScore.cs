using SegmentationML.Pipeline.Scoring;

namespace SegmentationML.Notebooks.Client;

/// <summary>Scored entities, and how stale what scored them is.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Version">The version whose model scored.</param>
/// <param name="AsOf">It learnt from data before this day.</param>
/// <param name="Published">When it was published, UTC.</param>
/// <param name="AgeDays">Days since that cut-off.</param>
/// <param name="State">Whether entities were judged from where they stand.</param>
/// <param name="Entities">One a given entity, in the order in which they were given.</param>
public sealed record ServiceScore(string Pipeline, long Version, DateOnly AsOf, DateTimeOffset Published, double AgeDays, bool State, IReadOnlyList<ScoredEntity> Entities);
