namespace SegmentationML.Pipeline.Scoring;

/// <summary>What a version's model says of an entity.</summary>
/// <param name="Key">Its key, as it was given.</param>
/// <param name="Segment">Its segment.</param>
/// <param name="SegmentName">The segment's display name.</param>
/// <param name="ReasonCodes">Why, in order of the dimensions.</param>
/// <param name="ReasonText">The same in words.</param>
/// <param name="Classes">Its class by dimension; held ones where the entity is held.</param>
/// <param name="DecidedBy">What gave the segment: model, edge-case, rule, hysteresis, dwell, override, budget or event.</param>
/// <param name="ModelSegment">The segment by edge cases and matrix alone.</param>
/// <param name="Changes">Every move after that, in order.</param>
/// <param name="BoundaryDriver">The driver whose boundary is nearest; null when no single change moves the entity.</param>
/// <param name="BoundaryValue">The value it would have to reach; NaN without one.</param>
/// <param name="BoundaryMargin">The distance to it, in the driver's unit.</param>
/// <param name="SecondSegment">The segment beyond it.</param>
/// <param name="NextChange">The smallest change that would move it, in words.</param>
/// <param name="OverrideId">The override or event that holds it.</param>
/// <param name="EffectiveTo">When that ends.</param>
/// <param name="QueuedSegment">The segment that the change budget of the version delays.</param>
/// <param name="PublishedSegment">Where the version has the entity; null when it does not hold it or was not asked.</param>
/// <param name="Filled">Drivers that were not given and taken from the version.</param>
public sealed record ScoredEntity(
    string? Key,
    string Segment,
    string SegmentName,
    IReadOnlyList<string> ReasonCodes,
    string ReasonText,
    IReadOnlyDictionary<string, string> Classes,
    string DecidedBy,
    string ModelSegment,
    IReadOnlyList<string> Changes,
    string? BoundaryDriver,
    double BoundaryValue,
    double BoundaryMargin,
    string? SecondSegment,
    string? NextChange,
    string? OverrideId,
    DateOnly? EffectiveTo,
    string? QueuedSegment,
    string? PublishedSegment,
    IReadOnlyList<string> Filled);
