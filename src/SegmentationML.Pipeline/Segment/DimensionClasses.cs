using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>A dimension and the class of every entity in it.</summary>
/// <param name="Name">The dimension's name in the model.</param>
/// <param name="Classification">The classes.</param>
/// <param name="Clusters">What k-means found; null for a dimension by rule.</param>
internal sealed record DimensionClasses(string Name, Classification Classification, ClusterSummary? Clusters);
