using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Features;

/// <summary>Where entities and their demand come from: order lines, or a ready-made demand panel.</summary>
/// <remarks>
/// <see cref="Prepare"/> makes the tables that everything else reads: <c>entities (entity_index, key, key columns…)</c>, in the order of the key, and <c>lines</c>: the rows before the
/// cut-off that have a whole key, with <c>entity_index</c> in place of the key, the date as DATE, and only the columns that some feature group reads. Grouping by a small number and not by
/// the text of a key is what makes the groups cheap. A third, <c>days (date, age)</c>, has the days of the lines, so that what hangs on the day alone is computed once a day. Entities that only a master table knows are there too, without lines.
/// </remarks>
internal sealed class EntitySource
{
    private readonly string? _masterTable;

    private EntitySource(string table, string dateColumn, IReadOnlyList<string> key, string? masterTable)
    {
        Table = table;
        DateColumn = dateColumn;
        Key = key;
        _masterTable = masterTable;
    }

    /// <summary>The canonical table: <c>order_lines</c> or <c>demand</c>.</summary>
    public string Table { get; }

    /// <summary>True when the source is a panel, in which an empty quantity is missing and not zero.</summary>
    public bool IsPanel => Table == "demand";

    /// <summary>The key's columns.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>The key's columns as SQL text.</summary>
    public string KeySql => string.Join(", ", Key.Select(Sql.Identifier));

    /// <summary>The column of the day.</summary>
    public string DateColumn { get; }

    public static EntitySource Of(FeaturesInput input)
    {
        var master = input.Entity is ["product_id"] ? "products" : input.Entity is ["customer_id"] ? "customers" : null;
        master = master is not null && input.Tables.ContainsKey(master) ? master : null;
        if (input.Tables.ContainsKey("order_lines"))
        {
            return new EntitySource("order_lines", "order_date", input.Entity, master);
        }

        return input.Tables.ContainsKey("demand")
            ? new EntitySource("demand", "period", input.Entity, master)
            : throw new ProblemException(new Problem("SEG-FEAT-006", "There is neither order_lines nor demand.", "Declare a source for one of them under ingest.sources."));
    }

    /// <summary>The first and the last day of the data; an empty table is refused.</summary>
    public DataSpan ReadSpan(StepContext context)
    {
        RefuseUnknownKey(context);
        DataSpan? span = null;
        context.Engine.Read($"SELECT CAST(min({DateColumn}) AS DATE), CAST(max({DateColumn}) AS DATE) FROM {Table}", batch =>
        {
            if (!batch.IsNull(0, 0))
            {
                span = new DataSpan(Day(batch.Values<int>(0)[0]), Day(batch.Values<int>(1)[0]));
            }
        }, null, context.Cancellation);
        return span ?? throw new ProblemException(new Problem("SEG-FEAT-007", $"No row of {Table} is left after ingest and contract.", "See the filters and the quarantine in the run's report."));
    }

    /// <summary>The first day that is not known, when nobody says it: the day after the last one. A row of a panel whose dates all begin a bucket stands for the whole bucket, so there the last bucket is known to its end.</summary>
    public DateOnly EndOf(StepContext context, DataSpan span, Bucket bucket)
    {
        var unit = bucket.ToString().ToLowerInvariant();
        var isWhole = IsPanel && context.Engine.Execute($"SELECT 1 FROM {Table} WHERE CAST({DateColumn} AS DATE) <> date_trunc('{unit}', {DateColumn})::DATE LIMIT 1", null, context.Cancellation) == 0;
        return isWhole ? BucketCalendar.EndOf(bucket, span.Last) : span.Last.AddDays(1);
    }

    /// <summary>Makes <c>entities</c>, <c>lines</c> and <c>days</c>, and counts what is left out.</summary>
    /// <param name="context">The step.</param>
    /// <param name="calendar">Ends before the cut-off.</param>
    /// <param name="columns">Columns of the source that the groups read.</param>
    public FeatureCounts Prepare(StepContext context, BucketCalendar calendar, IReadOnlyCollection<string> columns)
    {
        var day = $"CAST({DateColumn} AS DATE)";
        var asOf = Literal(calendar.AsOf);
        var wholeKey = string.Join(" AND ", Key.Select(k => $"{Sql.Identifier(k)} IS NOT NULL"));
        var fromMaster = _masterTable is null ? "" : $" UNION SELECT {KeySql} FROM {_masterTable} WHERE {wholeKey}";
        var text = Key.Count == 1 ? $"CAST({KeySql} AS VARCHAR)" : $"concat_ws('|', {KeySql})";
        var read = columns.Append("quantity").Where(c => c != DateColumn).Distinct(StringComparer.Ordinal).Select(c => $"t.{Sql.Identifier(c)}");
        using var settings = EngineSettings.Unordered(context.Engine, context.Cancellation);
        context.Engine.Execute($"""
            CREATE OR REPLACE TEMP TABLE entities AS
            SELECT CAST(row_number() OVER (ORDER BY {KeySql}) - 1 AS INTEGER) AS entity_index, {text} AS key, {KeySql}
            FROM (SELECT {KeySql} FROM {Table} WHERE {day} < {asOf} AND {wholeKey} GROUP BY {KeySql}{fromMaster})
            ORDER BY entity_index;
            CREATE OR REPLACE TEMP TABLE lines AS
            SELECT e.entity_index, CAST(t.{DateColumn} AS DATE) AS {DateColumn}, {string.Join(", ", read)}
            FROM {Table} t JOIN entities e ON {string.Join(" AND ", Key.Select(k => $"e.{Sql.Identifier(k)} = t.{Sql.Identifier(k)}"))}
            WHERE CAST(t.{DateColumn} AS DATE) < {asOf};
            CREATE OR REPLACE TEMP TABLE days AS
            SELECT {DateColumn}, date_diff('day', {DateColumn}, {asOf}) AS age FROM (SELECT DISTINCT {DateColumn} FROM lines)
            """, null, context.Cancellation);
        return Count(context, calendar, day);
    }

    /// <summary>A day as SQL.</summary>
    public static string Literal(DateOnly day) => $"DATE '{day:yyyy-MM-dd}'";

    private FeatureCounts Count(StepContext context, BucketCalendar calendar, string day)
    {
        var (used, cut, after, known) = (0L, 0L, 0L, 0L);
        context.Engine.Read(
            $"SELECT count(*), count(*) FILTER ({DateColumn} < {Literal(calendar.First)} OR {DateColumn} >= {Literal(calendar.StartOf(calendar.Count))}) FROM lines",
            b => (used, cut) = (b.Values<long>(0)[0], b.Values<long>(1)[0]), null, context.Cancellation);
        context.Engine.Read(
            $"SELECT count(*) FILTER (NOT {day} < {Literal(calendar.AsOf)}), count(*) FILTER ({day} < {Literal(calendar.AsOf)}) FROM {Table}",
            b => (after, known) = (b.Values<long>(0)[0], b.Values<long>(1)[0]), null, context.Cancellation);
        return new FeatureCounts(used, after, known - used, cut, 0);
    }

    private void RefuseUnknownKey(StepContext context)
    {
        var columns = context.Engine.Describe($"SELECT * FROM {Table}").Select(c => c.Name).ToArray();
        ProblemException.ThrowIfAny(Key.Where(k => !columns.Contains(k, StringComparer.Ordinal)).Select(k => new Problem(
            "SEG-FEAT-008", $"The entity names '{k}', which {Table} does not have.", Definition.Yaml.ClosestMatch.Hint(k, columns))));
    }

    private static DateOnly Day(int sinceEpoch) => DateOnly.FromDayNumber(sinceEpoch + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
}
