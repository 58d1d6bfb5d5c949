namespace SegmentationML.Pipeline.Report;

/// <summary>An entity on the cluster plot.</summary>
/// <param name="X">First principal component.</param>
/// <param name="Y">Second principal component.</param>
/// <param name="Cluster">Code of its cluster.</param>
/// <param name="Key">Its key.</param>
public readonly record struct ClusterPoint(double X, double Y, string Cluster, string Key);
