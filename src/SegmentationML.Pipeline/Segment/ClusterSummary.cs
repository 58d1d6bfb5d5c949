namespace SegmentationML.Pipeline.Segment;

/// <summary>What a clustering found in one dimension.</summary>
/// <param name="Dimension">The dimension's name.</param>
/// <param name="Drivers">The drivers, in order of the centres' coordinates.</param>
/// <param name="Clusters">The clusters, in order of their codes.</param>
/// <param name="Silhouette">Simplified silhouette, mean over the entities, in [-1, 1].</param>
/// <param name="ExplainedVariance">Shares of variance on the two axes of <see cref="Points"/>.</param>
/// <param name="Lineage">What became of the clusters of the version before; null without one.</param>
/// <param name="Register">The codes to remember.</param>
/// <param name="Quality">Stability, agreement with the version before, and rules that give the clusters again.</param>
/// <param name="Points">A table <c>entity_index INTEGER, cluster VARCHAR, x, y DOUBLE</c>: the entities on the first two principal components.</param>
public sealed record ClusterSummary(
    string Dimension, IReadOnlyList<string> Drivers, IReadOnlyList<ClusterSize> Clusters, double Silhouette, IReadOnlyList<double> ExplainedVariance, TableHandle Points, ClusterLineage? Lineage, ClusterRegister Register, ClusterQuality Quality);
