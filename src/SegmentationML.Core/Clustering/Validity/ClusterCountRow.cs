namespace SegmentationML.Core.Clustering.Validity;

/// <summary>One number of clusters that was tried.</summary>
/// <param name="Clusters">The number.</param>
/// <param name="Scores">Inertia, Davies-Bouldin, Calinski-Harabasz.</param>
/// <param name="SimplifiedSilhouette">Mean simplified silhouette.</param>
/// <param name="SampledSilhouette">Mean sampled silhouette; NaN unless it decides.</param>
public readonly record struct ClusterCountRow(int Clusters, ClusterScores Scores, double SimplifiedSilhouette, double SampledSilhouette);
