namespace SegmentationML.Contracts.Outcomes;

/// <summary>Exact sums of a column before and after quarantine, so that totals reconcile: delivered = accepted + quarantined.</summary>
/// <param name="Column">The column.</param>
/// <param name="Delivered">Sum over all rows, as an exact decimal text.</param>
/// <param name="Quarantined">Sum over the quarantined rows.</param>
/// <param name="Accepted">Sum over the rows that are used.</param>
public sealed record ColumnTotal(string Column, string Delivered, string Quarantined, string Accepted);
