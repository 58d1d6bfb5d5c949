using SegmentationML.Core;
using SegmentationML.Pipeline.Ingest.Sql;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest.Files;

/// <summary>Opens a file for the engine: unpacks and transcodes text, reads the names of the columns, imports Arrow.</summary>
/// <param name="engine">Reads the file.</param>
/// <param name="arrow">Reads Arrow files.</param>
/// <param name="folder">Where working files may be written.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class RawFile(IQueryEngine engine, IArrowImport? arrow, string folder, CancellationToken cancellation)
{
    /// <summary>The table that an Arrow file is imported to.</summary>
    public const string ArrowTable = "segml_arrow";

    /// <summary>The rows of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">How it is read.</param>
    public IRawRows Open(SourceFile file, ReadOptions options) => file.Format switch
    {
        SourceFormat.Csv or SourceFormat.Postgres => OpenCsv(file, file.Format == SourceFormat.Postgres ? PostgresText : options.Csv),
        SourceFormat.Json => OpenJson(file),
        SourceFormat.Arrow => OpenArrow(file),
        _ => Native(file, $"read_parquet({Ports.Sql.Literal(file.Path)})"),
    };

    /// <summary>The columns of a file, to be looked at and not loaded: of delimited text only the header is read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">How it is read.</param>
    public IRawRows Peek(SourceFile file, ReadOptions options)
    {
        if (file.Format != SourceFormat.Csv)
        {
            return Open(file, options);
        }

        var header = CsvHeader.Peek(file, options.Csv);
        RefuseWrongDelimiter(file, header, options.Csv);
        return new CsvRows(file.Path, header.Names, header.Repeated, options.Csv);
    }

    private static CsvOptions PostgresText { get; } = new() { Nulls = ["\\N"] };

    private CsvRows OpenCsv(SourceFile file, CsvOptions csv)
    {
        var plain = PlainText.Of(file, csv.Encoding, folder, cancellation);
        var header = CsvHeader.Read(file, plain, csv);
        RefuseWrongDelimiter(file, header, csv);
        return new CsvRows(plain, header.Names, header.Repeated, csv);
    }

    private JsonRows OpenJson(SourceFile file)
    {
        var plain = PlainText.Of(file, "utf-8", folder, cancellation);
        var shape = Describe(file, $"read_json({Ports.Sql.Literal(plain)}, format = 'auto', records = true, sample_size = -1, map_inference_threshold = -1)");
        return new JsonRows(plain, [.. shape.Select(c => c.Name)]);
    }

    private NativeRows OpenArrow(SourceFile file)
    {
        if (arrow is null)
        {
            throw new ProblemException(new Problem("SEG-ING-019", $"Source {file.Source}: {file.Path} is an Arrow file, which this host does not read.", "Deliver Parquet or CSV."));
        }

        try
        {
            arrow.Import(file.Path, engine, ArrowTable, cancellation);
        }
        catch (ProblemException e)
        {
            throw EngineProblem.Unreadable(file, e);
        }

        return Native(file, Ports.Sql.Identifier(ArrowTable));
    }

    private NativeRows Native(SourceFile file, string relation) => new(relation, Describe(file, relation));

    private IReadOnlyList<ColumnShape> Describe(SourceFile file, string relation)
    {
        try
        {
            return engine.Describe($"SELECT * FROM {relation}");
        }
        catch (ProblemException e)
        {
            throw EngineProblem.Unreadable(file, e);
        }
    }

    private static void RefuseWrongDelimiter(SourceFile file, CsvHeader header, CsvOptions csv)
    {
        if (header.Names.Count > 1 || csv.Names.Count > 0)
        {
            return;
        }

        var likely = new[] { ";", "\t", ",", "|" }.Where(d => d != csv.Separator).MaxBy(d => header.Line.Count(c => c == d[0]))!;
        if (header.Line.Contains(likely, StringComparison.Ordinal))
        {
            throw new ProblemException(new Problem(
                "SEG-ING-014",
                $"Source {file.Source}: the header of {file.Path} holds no '{csv.Delimiter}': {header.Line}",
                $"Set csv.delimiter to '{(likely == "\t" ? "\\t" : likely)}'."));
        }

    }
}
