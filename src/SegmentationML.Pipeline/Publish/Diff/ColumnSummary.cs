namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>What a column holds in one version.</summary>
/// <param name="Nulls">Rows without a value.</param>
/// <param name="Least">The least value as text; null without one. Lists have neither least nor greatest.</param>
/// <param name="Greatest">The greatest value as text.</param>
/// <param name="Mean">Mean of a column of numbers over the rows that have one, summed in row order; null for others and without a value.</param>
public sealed record ColumnSummary(long Nulls, string? Least, string? Greatest, double? Mean);
