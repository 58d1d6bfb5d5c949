namespace SegmentationML.Pipeline.Ingest;

/// <summary>So many rows for one reason.</summary>
/// <param name="Rule">The rule's name, or the column that could not be read.</param>
/// <param name="Reason">Why, in a few words.</param>
/// <param name="Rows">How many.</param>
public sealed record RowCount(string Rule, string Reason, long Rows);
