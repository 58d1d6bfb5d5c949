namespace SegmentationML.Core.Clustering.Validity;

/// <summary>Silhouette of a partition.</summary>
/// <param name="Kind">Which silhouette it is.</param>
/// <param name="Mean">Mean over the points (of a sample: estimated), in [-1, 1]; noise left out.</param>
/// <param name="ClusterMeans">Mean of each cluster; NaN of an empty one.</param>
/// <param name="Values">One value a measured point, in the order of <paramref name="Rows"/>.</param>
/// <param name="Rows">The measured points, ascending.</param>
/// <param name="NoiseShare">Share of the points that are noise.</param>
public sealed record SilhouetteResult(SilhouetteKind Kind, double Mean, double[] ClusterMeans, double[] Values, int[] Rows, double NoiseShare);
