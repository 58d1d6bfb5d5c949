namespace SegmentationML.Pipeline.Segment;

/// <summary>The codes of a clustered dimension: which are in use, and which number comes next. A number is never used twice.</summary>
/// <param name="Next">The first number that was never given out.</param>
/// <param name="Clusters">The clusters of the fit.</param>
/// <param name="Scale">By driver, the spread in which distances of centres are measured: the interquartile range at the fit, 1 where it is zero.</param>
public sealed record ClusterRegister(int Next, IReadOnlyList<RegisteredCluster> Clusters, IReadOnlyList<double> Scale);
