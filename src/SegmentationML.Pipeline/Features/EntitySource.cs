using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Features;

/// <summary>Where entities and their demand come from: order lines, or a ready-made demand panel.</summary>
/// <remarks>
/// <see cref="Prepare"/> makes two relations that everything else reads: the view <c>lines</c> (the rows before the cut-off that have a whole key, with <c>order_date</c> a DATE)
/// and the table <c>entities (entity_index, key, key columns…)</c>. Entities that only a master table knows are there too, without lines.
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

    private string DateColumn { get; }

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

    /// <summary>Makes <c>lines</c> and <c>entities</c>, and counts what is left out.</summary>
    public FeatureCounts Prepare(StepContext context, BucketCalendar calendar)
    {
        var asOf = $"DATE '{calendar.AsOf:yyyy-MM-dd}'";
        var wholeKey = string.Join(" AND ", Key.Select(k => $"{Sql.Identifier(k)} IS NOT NULL"));
        var fromMaster = _masterTable is null ? "" : $" UNION SELECT {KeySql} FROM {_masterTable} WHERE {wholeKey}";
        var text = Key.Count == 1 ? $"CAST({KeySql} AS VARCHAR)" : $"concat_ws('|', {KeySql})";
        context.Engine.Execute($"""
            CREATE OR REPLACE TEMP VIEW lines AS
            SELECT * REPLACE (CAST({DateColumn} AS DATE) AS {DateColumn}) FROM {Table} WHERE CAST({DateColumn} AS DATE) < {asOf} AND {wholeKey};
            CREATE OR REPLACE TEMP TABLE entities AS
            SELECT CAST(row_number() OVER (ORDER BY {KeySql}) - 1 AS INTEGER) AS entity_index, {text} AS key, {KeySql}
            FROM (SELECT {KeySql} FROM lines GROUP BY {KeySql}{fromMaster})
            ORDER BY entity_index;
            """, null, context.Cancellation);
        var firstDay = $"DATE '{calendar.First:yyyy-MM-dd}'";
        var endDay = $"DATE '{calendar.StartOf(calendar.Count):yyyy-MM-dd}'";
        FeatureCounts? counts = null;
        context.Engine.Read($"""
            SELECT count(*) FILTER (known AND whole), count(*) FILTER (NOT known), count(*) FILTER (known AND NOT whole),
                   count(*) FILTER (known AND whole AND (day < {firstDay} OR day >= {endDay}))
            FROM (SELECT CAST({DateColumn} AS DATE) AS day, day < {asOf} AS known, {wholeKey} AS whole FROM {Table})
            """, b => counts = new FeatureCounts(b.Values<long>(0)[0], b.Values<long>(1)[0], b.Values<long>(2)[0], b.Values<long>(3)[0], 0), null, context.Cancellation);
        return counts!;
    }

    private void RefuseUnknownKey(StepContext context)
    {
        var columns = context.Engine.Describe($"SELECT * FROM {Table}").Select(c => c.Name).ToArray();
        ProblemException.ThrowIfAny(Key.Where(k => !columns.Contains(k, StringComparer.Ordinal)).Select(k => new Problem(
            "SEG-FEAT-008", $"The entity names '{k}', which {Table} does not have.", Definition.Yaml.ClosestMatch.Hint(k, columns))));
    }

    private static DateOnly Day(int sinceEpoch) => DateOnly.FromDayNumber(sinceEpoch + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
}
