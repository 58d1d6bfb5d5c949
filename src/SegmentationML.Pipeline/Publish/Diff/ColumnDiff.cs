namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>What became of a column.</summary>
/// <param name="Name">The column.</param>
/// <param name="TypeBefore">Its SQL type before; null when it is new.</param>
/// <param name="TypeAfter">Its SQL type after; null when it is gone.</param>
/// <param name="Changed">Rows of both versions in which the value differs; nulls are equal to nulls. 0 for a column that only one version has.</param>
/// <param name="Before">What it held; null when it is new.</param>
/// <param name="After">What it holds; null when it is gone.</param>
public sealed record ColumnDiff(string Name, string? TypeBefore, string? TypeAfter, long Changed, ColumnSummary? Before, ColumnSummary? After);
