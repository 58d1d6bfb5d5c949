using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>How the rows of a file are read: as queries, and by a hash of the series' name, which is four times as fast as by the name.</summary>
/// <param name="reader">The table function that reads the file.</param>
/// <param name="key">Expression of the name.</param>
/// <param name="time">Expression of the time: whole numbers or dates, never null.</param>
/// <param name="value">Expression of the demand: never null.</param>
/// <param name="attributes">Names of further columns.</param>
/// <param name="isDate">Whether the time is a date.</param>
internal sealed class SeriesSource(string reader, string key, string time, string value, IReadOnlyList<string> attributes, bool isDate)
{
    /// <summary>The time of a row that has none: the engine's date of minus infinity.</summary>
    public const int NoTime = -int.MaxValue;

    private const string NoDate = "'-infinity'::DATE";
    private const int SampleRows = 1000;

    /// <summary>Whether times are days since 1970-01-01.</summary>
    public bool IsDate => isDate;

    /// <summary>The hash of the name.</summary>
    public string Hash { get; private set; } = $"hash({key})";

    /// <summary>Rows in the file.</summary>
    public string CountSql => $"SELECT count(*) FROM {reader}";

    /// <summary>Each series: hash, name (null for rows without), attributes.</summary>
    public string NamesSql
        => attributes.Count == 0
            ? $"SELECT {Hash.Replace(key, "k", StringComparison.Ordinal)}, k FROM (SELECT DISTINCT {key} AS k FROM {reader})"
            : $"SELECT {Hash}, {key}{string.Concat(attributes.Select(static a => $", min(CAST({Sql.Identifier(a)} AS VARCHAR)), max(CAST({Sql.Identifier(a)} AS VARCHAR))"))} FROM {reader} GROUP BY ALL";

    /// <summary>Hash, time and value of the rows in file order.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    public string RowsSql(long from, long to) => $"SELECT {Hash}, {time}, {value} FROM {reader} WHERE file_row_number >= {from} AND file_row_number < {to}";

    /// <summary>The same by series and time.</summary>
    public string SortedSql => $"SELECT h, t, v FROM (SELECT {Hash} AS h, {time} AS t, {value} AS v, {key} AS k FROM {reader}) ORDER BY k, t, v";

    /// <summary>Takes another hash, when two names have the same.</summary>
    public void Rehash(int salt) => Hash = $"hash({key}, {salt})";

    /// <summary>Looks at a file's columns and says how to read them.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="request">Valid.</param>
    /// <param name="scratch">A folder in which CSV files are turned into Parquet.</param>
    /// <param name="cancellation">Stops it.</param>
    public static SeriesSource Of(IQueryEngine engine, SeriesFileRequest request, string scratch, CancellationToken cancellation)
    {
        var file = Path.GetFullPath(request.Path);
        if (!file.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            var copy = Path.Combine(scratch, "series.parquet");
            engine.Execute($"COPY (SELECT * FROM read_csv({Sql.Literal(file)}, all_varchar = true, header = true)) TO {Sql.Literal(copy)} (FORMAT parquet, COMPRESSION snappy)", null, cancellation);
            file = copy;
        }

        var reader = $"read_parquet({Sql.Literal(file)})";
        var columns = engine.Describe($"SELECT * FROM {reader}").ToDictionary(static c => c.Name, static c => c.Type, StringComparer.OrdinalIgnoreCase);
        string[] wanted = [request.Series, request.Time, request.Value, .. request.Mask is null ? (string[])[] : [request.Mask], .. request.Attributes];
        ProblemException.ThrowIfAny(wanted.Where(name => !columns.ContainsKey(name)).Select(name => new Problem(
            "SEG-FCST-204", $"{request.Path} has no column '{name}'.", ClosestMatch.Hint(name, [.. columns.Keys]))));
        if (engine.Read($"SELECT 1 FROM {reader} LIMIT 1", static _ => { }, null, cancellation) == 0)
        {
            throw new ProblemException(new Problem("SEG-FCST-202", $"{request.Path} has columns and no rows.", "Check how it was written."));
        }

        var (time, isDate) = Time(engine, reader, request.Time, columns[request.Time]);
        var value = Value(request.Value, columns[request.Value]);
        if (request.Mask is { } mask)
        {
            value = $"CASE WHEN coalesce(TRY_CAST({Sql.Identifier(mask)} AS BOOLEAN), false) THEN 'NaN'::DOUBLE ELSE {value} END";
        }

        var key = columns[request.Series] == "VARCHAR" ? Sql.Identifier(request.Series) : $"CAST({Sql.Identifier(request.Series)} AS VARCHAR)";
        return new SeriesSource(reader, key, time, value, request.Attributes, isDate);
    }

    /// <summary>Nothing is missing; what is not a number becomes minus infinity, which no demand is.</summary>
    private static string Value(string column, string type)
    {
        var name = Sql.Identifier(column);
        return type switch
        {
            "DOUBLE" => $"coalesce({name}, 'NaN'::DOUBLE)",
            "VARCHAR" => $"CASE WHEN {name} IS NULL OR lower(trim({name})) IN ('', 'na', 'nan', 'null', 'none') THEN 'NaN'::DOUBLE ELSE coalesce(TRY_CAST({name} AS DOUBLE), '-Infinity'::DOUBLE) END",
            _ => $"CASE WHEN {name} IS NULL THEN 'NaN'::DOUBLE ELSE coalesce(TRY_CAST({name} AS DOUBLE), '-Infinity'::DOUBLE) END",
        };
    }

    private static (string Sql, bool IsDate) Time(IQueryEngine engine, string reader, string column, string type)
    {
        var name = Sql.Identifier(column);
        switch (type)
        {
            case "DATE":
                return ($"coalesce({name}, {NoDate})", true);
            case "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "HUGEINT":
                return ($"coalesce(TRY_CAST({name} AS INTEGER), {NoTime})", false);
            case "DOUBLE" or "FLOAT":
                return ($"CASE WHEN {name} = floor({name}) THEN coalesce(TRY_CAST({name} AS INTEGER), {NoTime}) ELSE {NoTime} END", false);
            case "VARCHAR":
                return Text(engine, reader, column, name);
            default:
                return type.StartsWith("TIMESTAMP", StringComparison.Ordinal)
                    ? ($"coalesce(TRY_CAST({name} AS DATE), {NoDate})", true)
                    : throw new ProblemException(new Problem("SEG-FCST-205", $"Column '{column}' is {type}, which is no time.", "Times are dates, texts such as 2024-01-31 or 2024-01, or whole numbers."));
        }
    }

    /// <summary>Texts are what the most of the first ones are: whole numbers, dates, or months.</summary>
    private static (string Sql, bool IsDate) Text(IQueryEngine engine, string reader, string column, string name)
    {
        (string Sql, bool IsDate)[] readings =
        [
            ($"TRY_CAST({name} AS INTEGER)", false),
            ($"TRY_CAST(TRY_CAST({name} AS TIMESTAMP) AS DATE)", true),
            ($"TRY_CAST({name} || '-01' AS DATE)", true),
        ];
        var counts = new long[readings.Length];
        engine.Read($"SELECT {string.Join(", ", readings.Select(static r => $"count({r.Sql})"))} FROM (SELECT {name} FROM {reader} LIMIT {SampleRows})", batch =>
        {
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] = batch.Values<long>(i)[0];
            }
        });
        if (counts.Max() == 0)
        {
            throw new ProblemException(new Problem("SEG-FCST-205", $"None of the first rows of column '{column}' is a time.", "Times are dates, texts such as 2024-01-31 or 2024-01, or whole numbers."));
        }

        var (sql, isDate) = readings[Array.IndexOf(counts, counts.Max())];
        return ($"coalesce({sql}, {(isDate ? NoDate : NoTime)})", isDate);
    }
}
