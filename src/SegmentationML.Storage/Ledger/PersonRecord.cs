namespace SegmentationML.Storage.Ledger;

/// <summary>A person and the pseudonym under which they are published.</summary>
/// <param name="Column">The column that identifies them, such as <c>customer_id</c>.</param>
/// <param name="Person">The identifier.</param>
/// <param name="Pseudonym">The pseudonym.</param>
public sealed record PersonRecord(string Column, string Person, string Pseudonym);
