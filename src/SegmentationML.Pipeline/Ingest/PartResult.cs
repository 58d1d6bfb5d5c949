namespace SegmentationML.Pipeline.Ingest;

/// <summary>What loading one file gave; kept beside the rows, so that the file need not be loaded again.</summary>
/// <param name="RowsRead">Rows of the file.</param>
/// <param name="RowsLoaded">Rows that became rows of the table.</param>
/// <param name="LeftOut">Rows that a rule left out.</param>
/// <param name="Rejected">Rows that could not be read.</param>
/// <param name="Duplicates">Duplicates found; null when not counted.</param>
/// <param name="DuplicatesDropped">Duplicates left out.</param>
/// <param name="Columns">Canonical columns that <see cref="RowsFile"/> holds, in the order of the table; those that nothing gives are not written.</param>
internal sealed record PartResult(long RowsRead, long RowsLoaded, IReadOnlyList<RowCount> LeftOut, IReadOnlyList<RowCount> Rejected, long? Duplicates, long DuplicatesDropped, IReadOnlyList<string> Columns)
{
    /// <summary>How the rows are written: dictionaries of columns with many values, such as order numbers, and Bloom filters cost about a fifth of the time of writing (18.6 million lines) and help no step.</summary>
    public const string Parquet = "(FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 8192, WRITE_BLOOM_FILTER false)";

    /// <summary>The file of the loaded rows.</summary>
    public const string RowsFile = "rows.parquet";

    /// <summary>The file of the rows that were not loaded; there only when some were not.</summary>
    public const string AsideFile = "aside.parquet";

    /// <summary>True when <see cref="AsideFile"/> is there.</summary>
    public bool HasAside => RowsRead > RowsLoaded;
}
