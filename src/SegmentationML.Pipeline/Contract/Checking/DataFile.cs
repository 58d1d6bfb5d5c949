using System.IO.Compression;
using SegmentationML.Contracts.Standard;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Opens a file of any supported format as a table. CSV and JSON are copied to Parquet once, as text and in file order, so that rows have places.</summary>
/// <param name="engine">The engine.</param>
/// <param name="folder">Where the copy goes, absolute.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class DataFile(IQueryEngine engine, string folder, CancellationToken cancellation)
{
    private const string Delimiters = ",;\t|";
    private const int LongestHeader = 1 << 20;

    private static readonly string[] Csv = [".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt"];
    private static readonly string[] Json = [".json", ".json.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"];

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">The table that it is, for the columns that are read as text.</param>
    public TableSource Open(string path, SchemaObject table)
    {
        Check(path);
        var full = Path.GetFullPath(path);
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            return Source(table, full, path, false);
        }

        if (Is(Csv, path))
        {
            return Copy(table, path, $"read_csv({Sql.Literal(full)}, header = true, skip = 0, delim = {Sql.Literal(Delimiter(full))}, quote = '\"', escape = '\"', all_varchar = true, strict_mode = true)");
        }

        return Is(Json, path)
            ? Copy(table, path, JsonReader(full, table))
            : throw new ProblemException(new Problem("SEG-CONT-014", $"{path} is of no known format.", $"Give a file that ends in .parquet, {string.Join(", ", Csv)} or {string.Join(", ", Json)}."));
    }

    private static void Check(string path)
    {
        if (!File.Exists(path))
        {
            throw new ProblemException(new Problem("SEG-CONT-013", $"There is no file {path}.", "Check the path."));
        }

        if (new FileInfo(path).Length == 0)
        {
            throw new ProblemException(new Problem("SEG-CONT-013", $"{path} is empty.", "Give a file with at least a header line."));
        }
    }

    /// <summary>The one of comma, semicolon, tab and bar that stands most often in the header line, outside of quotes; the comma when none does. Nothing else about the file is guessed.</summary>
    private static string Delimiter(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(stream);
            return MostFrequent(reader);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-CONT-013", $"{path} cannot be read: {e.Message}", "Check that it is a whole file of the format that its name says."), e);
        }
    }

    private static string MostFrequent(StreamReader reader)
    {
        var counts = new int[Delimiters.Length];
        var isQuoted = false;
        for (var i = 0; i < LongestHeader && reader.Read() is var c and not -1 && (isQuoted || c is not ('\n' or '\r')); i++)
        {
            isQuoted ^= c == '"';
            if (!isQuoted && Delimiters.IndexOf((char)c, StringComparison.Ordinal) is var which and >= 0)
            {
                counts[which]++;
            }
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())].ToString();
    }

    private static bool Is(string[] endings, string path) => endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static TableSource Source(SchemaObject table, string file, string path, bool textIsRead) => new(table.Name, [file], [Path.GetFileName(path)], null, textIsRead);

    private TableSource Copy(SchemaObject table, string path, string reader)
    {
        var copy = Path.Combine(folder, "data.parquet");
        engine.Execute($"COPY (SELECT * FROM {reader}) TO {Sql.Literal(copy)} (FORMAT parquet)", null, cancellation);
        return Source(table, copy, path, true);
    }

    /// <summary>Columns that the contract knows as single values are read as text; others as the engine finds them.</summary>
    private string JsonReader(string full, SchemaObject table)
    {
        var nested = table.Properties.Where(p => p.LogicalType is LogicalType.Array or LogicalType.Object or LogicalType.Map or LogicalType.Vector).Select(p => p.PhysicalName ?? p.Name).ToArray();
        var found = engine.Describe($"SELECT * FROM read_json({Sql.Literal(full)}, sample_size = -1)");
        var columns = found.Select(c => $"{Sql.Literal(c.Name)}: {Sql.Literal(nested.Contains(c.Name, StringComparer.OrdinalIgnoreCase) || ColumnKinds.Of(c.Type) is ColumnKind.List or ColumnKind.Struct or ColumnKind.Map ? c.Type : "VARCHAR")}");
        return $"read_json({Sql.Literal(full)}, columns = {{{string.Join(", ", columns)}}})";
    }
}
