namespace SegmentationML.Core.Clustering;

/// <summary>The cluster of one point.</summary>
/// <param name="Label">The cluster; -1 for none.</param>
/// <param name="Second">The cluster beyond the nearest boundary; -1 when there is none.</param>
/// <param name="Distance">Distance to what stands for the cluster.</param>
/// <param name="Margin">Distance to the boundary; NaN when there is none.</param>
/// <param name="RelativeMargin">The margin as a share: 0 on the boundary; NaN when there is none.</param>
internal readonly record struct RowScore(int Label, int Second, double Distance, double Margin, double RelativeMargin);
