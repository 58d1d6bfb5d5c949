using SegmentationML.Contracts.Tables;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline;

/// <summary>What steps exchange in place of rows: where a table lies, how many rows it has, and what it was made from.</summary>
/// <param name="Name">The table's name in SQL, such as <c>order_lines</c>.</param>
/// <param name="Files">Parquet files below the workspace's cache folder, forward slashes, in reading order; at least one.</param>
/// <param name="Rows">Rows that the table shows, those left out not counted.</param>
/// <param name="Digest">SHA-256 in lower-case hex over everything that determines the rows (source digests, mapping, options, code); equal digest, equal rows.</param>
/// <param name="Without">A Parquet file (columns <c>file VARCHAR, row BIGINT</c>: an entry of <see cref="Files"/> and a zero-based row in it) of rows that the table leaves out; null when it leaves none out.</param>
/// <param name="Columns">Of a canonical table: the columns that the files hold; the others are null. Null when the files hold all that the table has.</param>
public sealed record TableHandle(string Name, IReadOnlyList<string> Files, long Rows, string Digest, string? Without = null, IReadOnlyList<string>? Columns = null)
{
    /// <summary>A query that gives all rows and columns of the table.</summary>
    /// <param name="cacheFolder">The workspace's cache folder, absolute.</param>
    public string Select(string cacheFolder) => Select(file => PathOf(cacheFolder, file));

    /// <summary>A query that gives all rows and columns of the table.</summary>
    /// <param name="pathOf">The absolute path of a file that the handle names.</param>
    public string Select(Func<string, string> pathOf)
    {
        var files = string.Join(", ", Files.Select(f => Sql.Literal(pathOf(f))));
        var (columns, byName) = Columns is null ? ("*", "") : (StoredColumns.Select(CanonicalTables.Find(Name)!, Columns), Files.Count > 1 ? ", union_by_name = true" : "");
        if (Without is null)
        {
            return $"SELECT {columns} FROM read_parquet([{files}]{byName})";
        }

        var names = string.Join(" ", Files.Select(f => $"WHEN {Sql.Literal(pathOf(f))} THEN {Sql.Literal(f)}"));
        return $"""
            SELECT {(Columns is null ? "t.* EXCLUDE (filename, file_row_number)" : columns)}
            FROM read_parquet([{files}]{byName}, filename = true, file_row_number = true) t
            ANTI JOIN read_parquet({Sql.Literal(pathOf(Without))}) w ON w.row = t.file_row_number AND w.file = CASE t.filename {names} END
            """;
    }

    /// <summary>The absolute path of a file that a handle names.</summary>
    /// <param name="cacheFolder">The workspace's cache folder, absolute.</param>
    /// <param name="file">Relative to it, forward slashes.</param>
    public static string PathOf(string cacheFolder, string file) => Path.Combine(cacheFolder, file.Replace('/', Path.DirectorySeparatorChar));
}
