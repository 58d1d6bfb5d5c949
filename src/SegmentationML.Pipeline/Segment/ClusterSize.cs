namespace SegmentationML.Pipeline.Segment;

/// <summary>A cluster.</summary>
/// <param name="Code">Its class code, such as <c>K1</c>.</param>
/// <param name="Count">Entities.</param>
/// <param name="Centre">Median of each driver over its entities, in the drivers' own units.</param>
public sealed record ClusterSize(string Code, long Count, IReadOnlyList<double> Centre);
