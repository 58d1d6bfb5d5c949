namespace SegmentationML.Core.Clustering.Spatial;

/// <summary>One edge of a spanning tree.</summary>
/// <param name="From">The row that was in the tree.</param>
/// <param name="To">The row that joined.</param>
/// <param name="Squared">Squared length.</param>
internal readonly record struct SpanningEdge(int From, int To, double Squared);
