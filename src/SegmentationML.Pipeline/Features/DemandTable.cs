using SegmentationML.Core.Demand;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Features;

/// <summary>The demand series in long form, on disk and back.</summary>
public static class DemandTable
{
    private const string FileName = "demand.parquet";

    /// <summary>Reads the series into a panel: one series an entity, from its first demand to the last whole bucket; an entity without demand has zeros (or what is missing) throughout.</summary>
    /// <param name="context">The step that reads.</param>
    /// <param name="demand">The long form.</param>
    /// <param name="entities">Number of entities.</param>
    /// <param name="calendar">The buckets.</param>
    public static DemandPanel Read(StepContext context, TableHandle demand, int entities, BucketCalendar calendar)
    {
        var first = new int[entities];
        var last = new int[entities];
        Array.Fill(last, calendar.Count - 1);
        var rows = context.Select(demand);
        context.Engine.Read($"SELECT entity_index, min(bucket) FILTER (quantity > 0) FROM ({rows}) GROUP BY entity_index HAVING count_if(quantity > 0) > 0", batch =>
        {
            var entity = batch.Values<int>(0);
            var bucket = batch.Values<int>(1);
            for (var i = 0; i < batch.Rows; i++)
            {
                first[entity[i]] = bucket[i];
            }
        }, null, context.Cancellation);

        var builder = new DemandPanelBuilder(first, last);
        context.Engine.Read(
            $"SELECT entity_index, bucket, quantity FROM ({rows})",
            batch => builder.AddRange(batch.Values<int>(0), batch.Values<int>(1), batch.Values<double>(2)),
            null,
            context.Cancellation);
        return builder.Build();
    }

    /// <summary>Writes the series of all entities.</summary>
    /// <returns>The table, and the number of buckets in which returns were more than sales.</returns>
    internal static (TableHandle Table, long Floored) Write(StepContext context, EntitySource source, BucketCalendar calendar, ReturnsRule returns)
    {
        var unit = calendar.Bucket.ToString().ToLowerInvariant();
        var quantity = !source.IsPanel && returns == ReturnsRule.Gross ? "greatest(quantity, 0)" : "quantity";
        var missing = source.IsPanel ? "count(*) > count(quantity)" : "false";

        // One whole number stands for entity and bucket, and the calendar is asked once a day and not once a line: both halve the time of the grouping.
        context.Engine.Execute($"""
            CREATE OR REPLACE TEMP TABLE demand_days AS
            SELECT {source.DateColumn}, date_diff('{unit}', {EntitySource.Literal(calendar.First)}, {source.DateColumn}) AS bucket
            FROM days
            WHERE {source.DateColumn} >= {EntitySource.Literal(calendar.First)} AND {source.DateColumn} < {EntitySource.Literal(calendar.StartOf(calendar.Count))};
            CREATE OR REPLACE TEMP TABLE demand_buckets AS
            SELECT cell // {Buckets(calendar)} AS entity_index, cell % {Buckets(calendar)} AS bucket, quantity, missing
            FROM (SELECT entity_index * {Buckets(calendar)}::BIGINT + bucket AS cell, sum({quantity}) AS quantity, {missing} AS missing FROM lines JOIN demand_days USING ({source.DateColumn}) GROUP BY cell)
            """, null, context.Cancellation);
        long floored = 0;
        context.Engine.Read("SELECT count(*) FILTER (quantity < 0) FROM demand_buckets", b => floored = b.Values<long>(0)[0], null, context.Cancellation);
        var rows = context.Engine.Execute($"""
            COPY (SELECT CAST(entity_index AS INTEGER) AS entity_index, CAST(bucket AS INTEGER) AS bucket, CASE WHEN missing THEN 'NaN'::DOUBLE ELSE CAST(quantity AS DOUBLE) END AS quantity
                  FROM demand_buckets WHERE quantity > 0 OR missing)
            TO {Sql.Literal(Path.Combine(context.OutputFolder, FileName))} (FORMAT parquet, COMPRESSION snappy)
            """, null, context.Cancellation);
        context.Engine.Execute("DROP TABLE demand_buckets; DROP TABLE demand_days", null, context.Cancellation);
        return (context.Table("demand_series", FileName, rows), floored);
    }

    private static int Buckets(BucketCalendar calendar) => Math.Max(1, calendar.Count);
}
