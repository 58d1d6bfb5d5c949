using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Where rows lie and how they are read; what sources and lookups have in common.</summary>
public abstract record ReadOptions
{
    /// <summary>A file, a folder (all its files with the format's ending, by name) or a pattern with <c>*</c> and <c>?</c> in the last part; relative to the pipeline's folder.</summary>
    public string? Path { get; init; }

    /// <summary>The name of a source or lookup whose place, format and ways of writing are taken: one file may feed several tables.</summary>
    public string? SameAs { get; init; }

    /// <summary>How it is stored; null takes it from the file's ending.</summary>
    public SourceFormat? Format { get; init; }

    /// <summary>How delimited text is written.</summary>
    public CsvOptions Csv { get; init; } = new();

    /// <summary>The server and query, for <see cref="SourceFormat.Postgres"/>.</summary>
    public PostgresOptions? Postgres { get; init; }

    /// <summary>Types of source columns, where the column that they are mapped to does not tell.</summary>
    public IReadOnlyDictionary<string, SourceColumn> Columns { get; init; } = new Dictionary<string, SourceColumn>(StringComparer.Ordinal);

    /// <summary>Lists what is wrong with the place and the reading options.</summary>
    /// <param name="setting">Where these options stand, for messages.</param>
    protected IEnumerable<Problem> ValidateReading(string setting)
    {
        var places = new[] { Path is not null, Postgres is not null, SameAs is not null }.Count(p => p);
        if (places != 1)
        {
            yield return new Problem("SEG-ING-005", $"{setting} says {(places == 0 ? "not where its rows lie" : "twice where its rows lie")}.", "Set path to a file, a folder or a pattern, or give a postgres section, or name another source with same_as: one of the three.");
        }

        if (SameAs is not null && (Format is not null || Csv != new CsvOptions()))
        {
            yield return new Problem("SEG-ING-005", $"{setting} has same_as and a format or csv section.", "Leave those to the source that it reads with.");
        }

        if (SameAs is null && Format is { } format && (format == SourceFormat.Postgres) != (Postgres is not null))
        {
            yield return new Problem("SEG-ING-005", $"{setting}.format does not fit the place.", "The format postgres goes with a postgres section, every other one with a path.");
        }

        foreach (var problem in Csv.Validate(setting).Concat(Postgres?.Validate(setting) ?? []))
        {
            yield return problem;
        }

        foreach (var (name, column) in Columns)
        {
            foreach (var problem in column.Validate($"{setting}.columns.{name}"))
            {
                yield return problem;
            }
        }
    }
}
