namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>How good clusters are; NaN where a score is not defined (one cluster, names).</summary>
/// <param name="Silhouette">Mean silhouette, exact to 5,000 rows, of a sample beyond.</param>
/// <param name="SilhouetteKind">Which: exact or sampled.</param>
/// <param name="DaviesBouldin">Lower is better.</param>
/// <param name="CalinskiHarabasz">Higher is better.</param>
/// <param name="Dbcv">Density-based validity of at most 2,000 rows, in [-1, 1].</param>
/// <param name="Hopkins">Tendency to cluster: about 0.5 by chance, near 1 when clustered.</param>
public sealed record ClusterFileScores(double Silhouette, string SilhouetteKind, double DaviesBouldin, double CalinskiHarabasz, double Dbcv, double Hopkins);
