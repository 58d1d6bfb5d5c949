namespace SegmentationML.Core.Clustering.Sized;

/// <summary>Two rows that a link ties or parts.</summary>
/// <param name="First">Position in key order.</param>
/// <param name="Second">Position in key order.</param>
public readonly record struct RowPair(int First, int Second);
