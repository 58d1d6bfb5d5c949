namespace SegmentationML.Pipeline.Ingest;

/// <summary>What became of the rows of one file: read = loaded + left out + duplicates dropped + rejected.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="File">Bare file name; for a query the name of the source.</param>
/// <param name="Bytes">Length as stored.</param>
/// <param name="Sha256">Of the file as stored, lower-case hex.</param>
/// <param name="Table">The canonical table that it feeds.</param>
/// <param name="RowsRead">Rows of the file, header not counted.</param>
/// <param name="RowsLoaded">Rows that became rows of the table.</param>
/// <param name="LeftOut">Rows that a rule of the mapping left out, by rule, in order of declaration; rules that met no row are there with 0.</param>
/// <param name="Rejected">Rows that could not be read, by reason.</param>
/// <param name="Duplicates">Rows that are equal in every source column to an earlier one of the file; null when not counted since the source numbers its lines.</param>
/// <param name="DuplicatesDropped">Rows left out as duplicates; 0 when the mapping keeps them.</param>
/// <param name="Aside">Parquet file below the cache folder with each row that was not loaded (columns <c>row, line, kind, rule, reason, content</c>); null when all were loaded.</param>
/// <param name="FromCache">True when an earlier run had loaded it.</param>
public sealed record FileLoad(
    string Source,
    string File,
    long Bytes,
    string Sha256,
    string Table,
    long RowsRead,
    long RowsLoaded,
    IReadOnlyList<RowCount> LeftOut,
    IReadOnlyList<RowCount> Rejected,
    long? Duplicates,
    long DuplicatesDropped,
    string? Aside,
    bool FromCache);
