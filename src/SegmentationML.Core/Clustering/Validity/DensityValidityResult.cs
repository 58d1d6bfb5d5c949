namespace SegmentationML.Core.Clustering.Validity;

/// <summary>DBCV of a partition.</summary>
/// <param name="Value">Sum over clusters of share x validity, in [-1, 1].</param>
/// <param name="Clusters">Validity of each cluster, in [-1, 1]; 0 of one with less than three points.</param>
public sealed record DensityValidityResult(double Value, double[] Clusters);
