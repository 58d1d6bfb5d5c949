namespace SegmentationML.Pipeline.Report;

/// <summary>The difference to the version that was in use.</summary>
/// <param name="Parent">That version.</param>
/// <param name="ParentAsOf">Its cut-off.</param>
/// <param name="Common">Entities in both versions.</param>
/// <param name="Entered">Entities that are new.</param>
/// <param name="Left">Entities that are gone.</param>
/// <param name="Churn">Share of the common entities that changed their segment, in [0, 1].</param>
/// <param name="ValueChurn">The same weighted by value; NaN without a value driver.</param>
/// <param name="Migrations">Entities by old and new segment, stayers included.</param>
/// <param name="Drift">One a driver.</param>
public sealed record VersionChanges(
    long Parent,
    DateOnly ParentAsOf,
    long Common,
    long Entered,
    long Left,
    double Churn,
    double ValueChurn,
    IReadOnlyList<MigrationRow> Migrations,
    IReadOnlyList<DriftRow> Drift)
{
    /// <summary>The most valuable entities that moved, with what moved them.</summary>
    public IReadOnlyList<MovedEntity> Moved { get; init; } = [];
}
