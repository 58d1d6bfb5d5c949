namespace SegmentationML.Core.Segmentation;

/// <summary>A split: one cluster of the last fit lies in several of the new one. A merge: several of the last fit lie in one of the new one.</summary>
/// <param name="One">The single cluster: of the last fit in a split, of the new one in a merge.</param>
/// <param name="Many">Its parts, ascending.</param>
public sealed record LabelChange(int One, IReadOnlyList<int> Many);
