using SegmentationML.Contracts.Tables;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>A canonical table while ingest puts it together.</summary>
/// <param name="Table">Which.</param>
/// <param name="Given">Names of the columns that some source gives or ingest derives.</param>
/// <param name="LaterBy">Columns by which a later row replaces an earlier one; empty for none.</param>
/// <param name="Parts">Its rows, one entry a file, in loading order.</param>
internal sealed record LoadedTable(CanonicalTable Table, IReadOnlySet<string> Given, IReadOnlyList<string> LaterBy, IReadOnlyList<TablePart> Parts)
{
    /// <summary>Rows of all parts.</summary>
    public long Rows => Parts.Sum(p => p.Rows);

    /// <summary>Columns that some part holds, in the order of the table.</summary>
    public IReadOnlyList<string> Columns => [.. Table.Columns.Select(c => c.Name).Where(name => Parts.Any(p => p.Columns.Contains(name)))];

    /// <summary>Digest of all that determines the rows.</summary>
    public string Digest => IngestKeys.Digest(["table", Table.Name, .. LaterBy, .. Parts.Select(p => p.Key)]);

    /// <summary>A query for all rows of all parts, with <c>segml_file</c> (the part's number) and <c>segml_row</c> when places are asked for.</summary>
    /// <param name="context">Knows the cache folder.</param>
    /// <param name="withPlaces">True to add the two columns.</param>
    public string Select(StepContext context, bool withPlaces = false)
        => string.Join(" UNION ALL ", Parts.Select((p, i) => withPlaces
            ? $"SELECT {StoredColumns.Select(Table, p.Columns)}, {i} AS segml_file, file_row_number AS segml_row FROM read_parquet({Ports.Sql.Literal(context.PathOf(p.File))}, file_row_number = true)"
            : $"SELECT {StoredColumns.Select(Table, p.Columns)} FROM read_parquet({Ports.Sql.Literal(context.PathOf(p.File))})"));
}
