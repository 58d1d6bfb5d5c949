namespace SegmentationML.Pipeline.Features;

/// <summary>What the features step made.</summary>
/// <param name="Features">One row per entity in key order: <c>entity_index INTEGER</c> (0, 1, …), <c>key VARCHAR</c>, the key's columns, then one DOUBLE a feature.</param>
/// <param name="Demand">The demand series in long form: <c>entity_index INTEGER, bucket INTEGER, quantity DOUBLE</c>; only buckets that are not zero, a missing one as NaN.</param>
/// <param name="Calendar">The buckets that the series cover.</param>
/// <param name="Columns">The features, in column order.</param>
/// <param name="SwitchedOff">What could not be computed, and why.</param>
/// <param name="Counts">Lines and buckets that were left out.</param>
/// <param name="NetRevenue">Sum of net revenue over the entities, as an exact decimal text; null without amounts.</param>
public sealed record FeaturesResult(
    TableHandle Features,
    TableHandle Demand,
    BucketCalendar Calendar,
    IReadOnlyList<FeatureColumn> Columns,
    IReadOnlyList<string> SwitchedOff,
    FeatureCounts Counts,
    string? NetRevenue) : IStepResult
{
    /// <inheritdoc/>
    public long Rows => Features.Rows;

    /// <inheritdoc/>
    public string Summary => $"{Features.Rows:N0} entities, {Columns.Count} features, {Calendar.Count} {Calendar.Bucket.ToString().ToLowerInvariant()}s before {Calendar.AsOf:yyyy-MM-dd}";
}
