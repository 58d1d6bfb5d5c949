namespace SegmentationML.Pipeline.Ingest;

/// <summary>A canonical table as loaded.</summary>
/// <param name="Handle">Where it lies; it has all canonical columns, whether given or not.</param>
/// <param name="Given">Canonical columns that at least one source gives or ingest derives, in canonical order; the others are empty throughout.</param>
/// <param name="Replaced">Rows that a later row with the same key replaced; the handle leaves them out.</param>
public sealed record IngestTable(TableHandle Handle, IReadOnlyList<string> Given, long Replaced);
