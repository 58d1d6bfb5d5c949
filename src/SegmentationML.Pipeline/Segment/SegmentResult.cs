using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>What the segment step made.</summary>
/// <param name="Assignments">
/// One row per entity in key order: <c>entity_index INTEGER, key VARCHAR</c>, the key's columns, <c>segment, segment_name VARCHAR, reason_codes VARCHAR[]</c>,
/// one DOUBLE a driver, <c>boundary_driver VARCHAR, boundary_value, boundary_margin, boundary_margin_sd DOUBLE, second_segment, override_id VARCHAR, effective_to DATE, model_segment, decided_by VARCHAR,
/// changes VARCHAR[], queued_segment VARCHAR</c>, and one VARCHAR a dimension (<c>class_NAME</c>), and the texts <c>reason_text, next_change VARCHAR</c>.
/// </param>
/// <param name="Drivers">The features that the segmentation rests on, in column order.</param>
/// <param name="Dimensions">The dimensions, in order of the segment code.</param>
/// <param name="Segments">Every segment that holds entities, by code.</param>
/// <param name="Effects">What happened after the matrix, by part and rule; empty when the matrix alone decided.</param>
/// <param name="Notes">What an owner should know: overrides past their end, keys that nobody has, clusters that were born, split or merged.</param>
/// <param name="Files">Other files of the version, by bare name, as handles below the cache.</param>
/// <param name="Sensitivity">Of every weighted score how much its classes hang on each weight.</param>
/// <param name="Clusters">What k-means found, one a clustered dimension.</param>
public sealed record SegmentResult(
    TableHandle Assignments,
    IReadOnlyList<string> Drivers,
    IReadOnlyList<string> Dimensions,
    IReadOnlyList<SegmentSize> Segments,
    IReadOnlyList<ClusterSummary> Clusters,
    IReadOnlyList<RuleEffect> Effects,
    IReadOnlyList<string> Notes,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyList<WeightSensitivity> Sensitivity) : IStepResult
{
    /// <inheritdoc/>
    public long Rows => Assignments.Rows;

    /// <inheritdoc/>
    public string Summary => $"{Assignments.Rows:N0} entities in {Segments.Count} segments";
}
