namespace SegmentationML.Pipeline.Segment;

/// <summary>How classes are combined into segments.</summary>
public sealed record MatrixDefinition
{
    /// <summary>The dimensions that make the segment, in order; all of them when empty.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>
    /// Segment codes by cell, written as classes with slashes between them (<c>A/X: STEADY</c>); <c>*</c> stands for any class; the first line that fits holds.
    /// When empty each cell is a segment of its own, named by its classes (<c>AX</c>).
    /// </summary>
    public IReadOnlyDictionary<string, string> Cells { get; init; } = new Dictionary<string, string>();
}
