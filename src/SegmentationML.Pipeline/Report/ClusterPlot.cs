using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Report;

/// <summary>A clustering on its first two principal components.</summary>
/// <param name="Dimension">Name of the clustered dimension.</param>
/// <param name="Drivers">The features that it rests on, in words.</param>
/// <param name="Silhouette">Simplified silhouette in [-1, 1]; NaN when not computed.</param>
/// <param name="ExplainedX">Share of variance on the first axis.</param>
/// <param name="ExplainedY">Share of variance on the second axis.</param>
/// <param name="Points">The entities, or a fair sample.</param>
/// <param name="Clusters">The clusters, in order of their codes.</param>
public sealed record ClusterPlot(
    string Dimension,
    IReadOnlyList<string> Drivers,
    double Silhouette,
    double ExplainedX,
    double ExplainedY,
    IReadOnlyList<ClusterPoint> Points,
    IReadOnlyList<ClusterRow> Clusters)
{
    /// <summary>Unit of each driver, in their order; empty for a plain ratio.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>How far the clustering can be trusted; null when nothing was measured.</summary>
    public ClusterQuality? Trust { get; init; }
}
