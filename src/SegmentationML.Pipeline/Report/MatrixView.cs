namespace SegmentationML.Pipeline.Report;

/// <summary>Two dimensions of the segmentation crossed.</summary>
/// <param name="RowDimension">Name of the dimension down the side, such as <c>ABC</c>.</param>
/// <param name="ColumnDimension">Name of the dimension along the top, such as <c>XYZ</c>.</param>
/// <param name="Rows">Its classes, in order.</param>
/// <param name="Columns">Its classes, in order.</param>
/// <param name="Cells">One a pair that holds entities; pairs without one are empty.</param>
public sealed record MatrixView(string RowDimension, string ColumnDimension, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<MatrixCell> Cells)
{
    /// <summary>What classes are called, by code; those without a name are missing.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>What the classes of the side and of the top mean, in that order; empty to leave it out.</summary>
    public IReadOnlyList<(string Dimension, string Code, string Meaning)> Meanings { get; init; } = [];
}
