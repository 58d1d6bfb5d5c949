namespace SegmentationML.Pipeline.Segment;

/// <summary>What the segment step made.</summary>
/// <param name="Assignments">
/// One row per entity in key order: <c>entity_index INTEGER, key VARCHAR</c>, the key's columns, <c>segment, segment_name VARCHAR, reason_codes VARCHAR[]</c>,
/// one DOUBLE a driver, <c>boundary_driver VARCHAR, boundary_value, boundary_margin, boundary_margin_sd DOUBLE, second_segment VARCHAR</c>, and one VARCHAR a dimension (<c>class_NAME</c>).
/// </param>
/// <param name="Drivers">The features that the segmentation rests on, in column order.</param>
/// <param name="Dimensions">The dimensions, in order of the segment code.</param>
/// <param name="Segments">Every segment that holds entities, by code.</param>
/// <param name="Clusters">What k-means found, one a clustered dimension.</param>
public sealed record SegmentResult(
    TableHandle Assignments,
    IReadOnlyList<string> Drivers,
    IReadOnlyList<string> Dimensions,
    IReadOnlyList<SegmentSize> Segments,
    IReadOnlyList<ClusterSummary> Clusters) : IStepResult
{
    /// <inheritdoc/>
    public long Rows => Assignments.Rows;

    /// <inheritdoc/>
    public string Summary => $"{Assignments.Rows:N0} entities in {Segments.Count} segments";
}
