namespace SegmentationML.Pipeline;

/// <summary>What steps exchange in place of rows: where a table lies, how many rows it has, and what it was made from.</summary>
/// <param name="Name">The table's name in SQL, such as <c>order_lines</c>.</param>
/// <param name="Files">Parquet files below the workspace's cache folder, forward slashes, in reading order; at least one.</param>
/// <param name="Rows">Rows that the table shows, those left out not counted.</param>
/// <param name="Digest">SHA-256 in lower-case hex over everything that determines the rows (source digests, mapping, options, code); equal digest, equal rows.</param>
/// <param name="Without">A Parquet file (columns <c>file VARCHAR, row BIGINT</c>: an entry of <see cref="Files"/> and a zero-based row in it) of rows that the table leaves out; null when it leaves none out.</param>
public sealed record TableHandle(string Name, IReadOnlyList<string> Files, long Rows, string Digest, string? Without = null);
