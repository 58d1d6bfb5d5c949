namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>One cluster of a file.</summary>
/// <param name="Name">K1, K2, … largest first.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Typical">By feature, the median of its rows, or their most frequent name.</param>
public sealed record ClusterFileCluster(string Name, int Rows, IReadOnlyList<string> Typical);
