namespace SegmentationML.Core.Governance.Alerts;

/// <summary>What a run saw of the version that it published.</summary>
/// <param name="Version">The version.</param>
/// <param name="Parent">The version that it was compared with; null for none.</param>
/// <param name="Entities">How many entities it holds.</param>
/// <param name="Churn">Share of the common entities that changed their segment; null when there was nothing to compare.</param>
/// <param name="ChurnLimit">The pipeline's own limit for it.</param>
/// <param name="Drifted">The drivers that drifted by effect, significance and enough data.</param>
/// <param name="Rmsse">Mean back-test RMSSE of the chosen methods; null when nothing was scored.</param>
/// <param name="ParentRmsse">The same of the parent.</param>
/// <param name="Near">Entities close to a boundary, by distance.</param>
public sealed record VersionObservation(
    long Version, long? Parent, long Entities, double? Churn, double ChurnLimit, IReadOnlyList<DriverObservation> Drifted, double? Rmsse, double? ParentRmsse, IReadOnlyList<NearBoundary> Near);
