namespace SegmentationML.Pipeline.Ingest;

/// <summary>The rows of a canonical table that came from one file.</summary>
/// <param name="Key">Digest of all that determines them.</param>
/// <param name="File">Their Parquet file below the cache folder, forward slashes.</param>
/// <param name="Rows">How many.</param>
/// <param name="Columns">Canonical columns that the file holds, in the order of the table.</param>
internal sealed record TablePart(string Key, string File, long Rows, IReadOnlyList<string> Columns);
