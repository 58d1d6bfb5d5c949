using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Worker;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary>Writes a published table in the format that a file's ending names.</summary>
internal static class SnapshotExport
{
    /// <summary>Writes it, replacing the file; a failure leaves none.</summary>
    public static long Write(Snapshot snapshot, string table, string path, CancellationToken cancellation)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        var source = Path.Combine(snapshot.Folder, $"{table}.parquet");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new ProblemException(new Problem("SEG-CLI-005", $"{path} cannot be written: there is no folder {folder}.", "Make the folder, or choose another place with --out."));
        }

        try
        {
            var rows = 0L;
            PartFile.Replace(path, part => rows = ending switch
            {
                ".parquet" or ".arrow" => Copy(snapshot, table, ending, part),
                ".csv" => Query(source, part, "FORMAT csv, HEADER", CsvColumns, cancellation),
                ".json" or ".jsonl" or ".ndjson" => Query(source, part, "FORMAT json", (_, _) => "*", cancellation),
                _ => throw new ProblemException(new Problem("SEG-CLI-004", $"The ending of {path} names no format.", "End it in .csv, .json, .parquet or .arrow.")),
            });
            return rows;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-CLI-005", $"{path} cannot be written: {e.Message}", "Check folder, rights and free disk."), e);
        }
    }

    private static long Copy(Snapshot snapshot, string table, string ending, string part)
    {
        File.Copy(Path.Combine(snapshot.Folder, table + ending), part, overwrite: true);
        return snapshot.Content.Tables.Single(t => t.Name == table).Rows;
    }

    private static long Query(string source, string part, string format, Func<IQueryEngine, string, string> columns, CancellationToken cancellation)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        return engine.Execute($"COPY (SELECT {columns(engine, source)} FROM read_parquet({Sql.Literal(source)})) TO {Sql.Literal(part)} ({format})", null, cancellation);
    }

    /// <summary>Lists are joined by semicolons, and a text that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    private static string CsvColumns(IQueryEngine engine, string source)
        => string.Join(", ", engine.Describe($"SELECT * FROM read_parquet({Sql.Literal(source)})").Select(column =>
        {
            var name = Sql.Identifier(column.Name);
            return column.Type switch
            {
                "VARCHAR[]" => $"array_to_string({name}, ';') AS {name}",
                "VARCHAR" => $"CASE WHEN regexp_matches({name}, '^[=+@\\t\\r-]') THEN '''' || {name} ELSE {name} END AS {name}",
                _ => name,
            };
        }));
}
