using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary>Writes a published table in the format that a file's ending names.</summary>
internal static class SnapshotExport
{
    /// <summary>What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), in its wide forms too.</summary>
    private const string Formula = "^[=+@\\t\\r\\n\uFF1D\uFF0B\uFF20\uFF0D-]";

    /// <summary>Writes it, replacing the file; a failure leaves none.</summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="table">Its table.</param>
    /// <param name="query">Rows to write in place of the table's, in a total order; null for the table as published.</param>
    /// <param name="path">The file.</param>
    /// <param name="compression">The codec of a Parquet or Arrow file; null for the published one.</param>
    /// <param name="cancellation">Ends it.</param>
    public static long Write(Snapshot snapshot, string table, string? query, string path, string? compression, CancellationToken cancellation)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        var arrow = ArrowCodec(compression);
        if (compression is not null && ending != ".parquet" && !(ending is ".arrow" or ".arrows" && arrow is not null))
        {
            throw new ProblemException(new Problem("SEG-CLI-047", $"--compression {compression} cannot be had for {path}.", "Parquet takes zstd, lz4, snappy, gzip and none; Arrow takes zstd, lz4 and none; CSV and JSON are written plain."));
        }

        var source = query ?? $"SELECT * FROM read_parquet({Sql.Literal(Path.Combine(snapshot.Folder, $"{table}.parquet"))})";
        var rows = 0L;
        CommandFile.Write(path, part => rows = ending switch
        {
            ".parquet" or ".arrow" when query is null && compression is null => Copy(snapshot, table, ending, part),
            ".parquet" => Engine(e => new DuckDbTableExporter(e).WriteParquet(source, part, new ParquetExport { Compression = ParquetCodec(compression) }, cancellation).Rows),
            ".arrow" or ".arrows" => Engine(e => new DuckDbTableExporter(e).WriteArrow(source, part, new ArrowExport { Stream = ending == ".arrows", Compression = arrow ?? ArrowCompression.None }, cancellation).Rows),
            ".csv" => Engine(e => e.Execute($"COPY (SELECT {CsvColumns(e, source)} FROM ({source})) TO {Sql.Literal(part)} (FORMAT csv, HEADER)", null, cancellation)),
            ".json" or ".jsonl" or ".ndjson" => Engine(e => e.Execute($"COPY ({source}) TO {Sql.Literal(part)} (FORMAT json)", null, cancellation)),
            _ => throw new ProblemException(new Problem("SEG-CLI-004", $"The ending of {path} names no format.", "End it in .csv, .json, .parquet, .arrow or .arrows.")),
        });
        return rows;
    }

    private static ArrowCompression? ArrowCodec(string? compression) => compression switch
    {
        "zstd" => ArrowCompression.Zstd,
        "lz4" => ArrowCompression.Lz4,
        "none" => ArrowCompression.None,
        _ => null,
    };

    private static string ParquetCodec(string? compression) => compression switch
    {
        null => "zstd",
        "lz4" => "lz4_raw",
        "none" => "uncompressed",
        _ => compression,
    };

    private static long Copy(Snapshot snapshot, string table, string ending, string part)
    {
        File.Copy(Path.Combine(snapshot.Folder, table + ending), part, overwrite: true);
        return snapshot.Content.Tables.Single(t => t.Name == table).Rows;
    }

    private static long Engine(Func<DuckDbEngine, long> write)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        return write(engine);
    }

    /// <summary>Lists are joined by semicolons, and a text that a spreadsheet would take for a formula, a header too, gets an apostrophe in front.</summary>
    private static string CsvColumns(DuckDbEngine engine, string source)
        => string.Join(", ", engine.Describe(source).Select(column =>
        {
            var name = Sql.Identifier(column.Name);
            var header = Sql.Identifier(System.Text.RegularExpressions.Regex.IsMatch(column.Name, Formula, System.Text.RegularExpressions.RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) ? "'" + column.Name : column.Name);
            return column.Type switch
            {
                "VARCHAR[]" => $"{Plain($"array_to_string({name}, ';')")} AS {header}",
                "VARCHAR" => $"{Plain(name)} AS {header}",
                _ => $"{name} AS {header}",
            };
        }));

    private static string Plain(string text) => $"CASE WHEN regexp_matches({text}, {Sql.Literal(Formula)}) THEN '''' || {text} ELSE {text} END";
}
