using SegmentationML.Contracts.Tables;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>A table to be checked, as SQL over its Parquet files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Paths">The files, absolute, in reading order.</param>
/// <param name="Entries">What each file is called in results, as many as paths.</param>
/// <param name="Without">A Parquet file of rows that are left out already, absolute (see <see cref="TableHandle.Without"/>); null for none.</param>
/// <param name="TextIsRead">True when text columns are to be read by the contract's types, as in CSV files.</param>
internal sealed record TableSource(string Name, IReadOnlyList<string> Paths, IReadOnlyList<string> Entries, string? Without, bool TextIsRead)
{
    /// <summary>SQL name of the column that holds a row's file, from 0, in <see cref="Numbered"/>.</summary>
    public const string File = "\"contract:file\"";

    /// <summary>SQL name of the column that holds a row's place in its file, from 0, in <see cref="Numbered"/>.</summary>
    public const string Row = "\"contract:row\"";

    /// <summary>True when the files were written by this program's own engine, so that their footers may prove rules.</summary>
    public bool TrustsFooters { get; init; }

    /// <summary>Columns that are known to be null throughout.</summary>
    public IReadOnlyCollection<string> Empty { get; init; } = [];

    /// <summary>Of a canonical table: the columns that the files hold, the others being null; null when the files hold all.</summary>
    public IReadOnlyList<string>? Stored { get; init; }

    /// <summary>A query that gives all rows and columns.</summary>
    public string Rows => $"SELECT {Columns} FROM {From}";

    /// <summary>The same, with file and row as further columns.</summary>
    public string Numbered => $"SELECT {Columns}, t.file_index::BIGINT AS {File}, t.file_row_number AS {Row} FROM {From}";

    /// <summary>SQL list of what the files are called.</summary>
    public string EntryList => $"[{string.Join(", ", Entries.Select(Sql.Literal))}]";

    /// <summary>A table of ingest.</summary>
    /// <param name="context">The step.</param>
    /// <param name="table">The table.</param>
    public static TableSource Of(StepContext context, IngestTable table)
    {
        var handle = table.Handle;
        var without = handle.Without is { } file ? context.PathOf(file) : null;
        return new TableSource(handle.Name, [.. handle.Files.Select(context.PathOf)], handle.Files, without, false)
        {
            TrustsFooters = true,
            Stored = handle.Columns,
            Empty = [.. (CanonicalTables.Find(handle.Name)?.Columns ?? []).Select(c => c.Name).Except(table.Given)],
        };
    }

    private string Columns => Stored is null ? "t.*" : StoredColumns.Select(CanonicalTables.Find(Name)!, Stored);

    private string From
    {
        get
        {
            var files = $"read_parquet([{string.Join(", ", Paths.Select(Sql.Literal))}]{(Stored is not null && Paths.Count > 1 ? ", union_by_name = true" : "")}) t";
            return Without is null
                ? files
                : $"{files} ANTI JOIN (SELECT list_position({EntryList}, file) - 1 AS f, row AS r FROM read_parquet({Sql.Literal(Without)})) w ON w.r = t.file_row_number AND w.f = t.file_index";
        }
    }
}
