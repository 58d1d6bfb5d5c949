namespace SegmentationML.Pipeline.Report;

/// <summary>The policy of a segment and what it comes to.</summary>
/// <param name="Segment">Code of the segment.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Entities">Entities with this policy.</param>
/// <param name="ServiceLevel">Cycle service level in (0, 1); null when not stocked.</param>
/// <param name="ReviewPeriod">Buckets between two orders; 0 for continuous review.</param>
/// <param name="LeadTime">Mean lead time of its entities, buckets.</param>
/// <param name="Basis">Distribution of the lead-time demand, in words.</param>
/// <param name="SafetyStock">Sum of safety stocks, units.</param>
/// <param name="SafetyStockValue">The same at unit cost; NaN without costs.</param>
/// <param name="CoverBuckets">Safety stock over mean demand, buckets; NaN without demand.</param>
public sealed record PolicyRow(
    string Segment,
    string Name,
    long Entities,
    double? ServiceLevel,
    double ReviewPeriod,
    double LeadTime,
    string Basis,
    double SafetyStock,
    double SafetyStockValue,
    double CoverBuckets);
