namespace SegmentationML.Core.Clustering.Hierarchical;

/// <summary>One merge of a tree.</summary>
/// <param name="First">A row of one side.</param>
/// <param name="Second">A row of the other side.</param>
/// <param name="Height">How far the two clusters were apart: a distance, for Ward the root of twice the increase of the sum of squares.</param>
public readonly record struct Merge(int First, int Second, double Height);
