namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>How a number of clusters does, by k-means on at most 1,000 rows.</summary>
/// <param name="Clusters">The number.</param>
/// <param name="Inertia">Sum of squared distances to the centres.</param>
/// <param name="Silhouette">Mean exact silhouette; NaN for one cluster.</param>
/// <param name="Gap">Gap statistic.</param>
/// <param name="GapError">Its standard error.</param>
/// <param name="ChosenBy">Scores that would take this number: silhouette, gap, knee; empty for none.</param>
public sealed record ClusterFileCount(int Clusters, double Inertia, double Silhouette, double Gap, double GapError, string ChosenBy);
