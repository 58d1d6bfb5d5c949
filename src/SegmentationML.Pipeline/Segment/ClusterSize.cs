namespace SegmentationML.Pipeline.Segment;

/// <summary>A cluster.</summary>
/// <param name="Code">Its class code, such as <c>K1</c>.</param>
/// <param name="Name">What it is called: by the model, or by its drivers.</param>
/// <param name="Count">Entities.</param>
/// <param name="Centre">Median of each driver over its entities, in the drivers' own units.</param>
public sealed record ClusterSize(string Code, string Name, long Count, IReadOnlyList<double> Centre);
