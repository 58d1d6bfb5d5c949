using SegmentationML.Core;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>The drivers of ABC, XYZ and demand classes straight from order lines, by one aggregation in the database: for files without a pipeline.</summary>
/// <param name="Key">Column of the entity's key.</param>
/// <param name="Date">Column of the day of the order.</param>
/// <param name="Quantity">Column of the units; returns are negative.</param>
/// <param name="Amount">Column of the value; null when there is none.</param>
/// <remarks>
/// Conventions are those of the features step: whole buckets only, from the first demand to the cut-off, zeros inside included; a bucket with more returns than sales counts zero; sample variance; CV² of the sizes 0 for a single demand.
/// Sums of decimals and whole numbers are exact, so the drivers do not depend on the number of threads; columns of floating point are taken as decimals with four places.
/// </remarks>
public sealed record LineDrivers(string Key, string Date, string Quantity, string? Amount)
{
    /// <summary>The query that gives one row an entity: key, net_revenue, quantity, active_buckets, demand_buckets, idle_buckets, mean_demand, cv, adi, squared_cv.</summary>
    /// <param name="engine">Any engine that can read the source.</param>
    /// <param name="source">A query that gives the order lines.</param>
    /// <param name="bucket">The period.</param>
    /// <param name="asOf">The cut-off; null takes the day after the last order.</param>
    public string Query(IQueryEngine engine, string source, Bucket bucket, DateOnly? asOf)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Check(engine, source);
        var (first, last) = Span(engine, source);
        var calendar = BucketCalendar.Between(bucket, 1, first, asOf ?? last.AddDays(1));
        if (calendar.Count == 0)
        {
            throw new ProblemException(new Problem("SEG-SEGM-145", $"The lines from {first:yyyy-MM-dd} on hold no whole {bucket.ToString().ToLowerInvariant()} before {calendar.AsOf:yyyy-MM-dd}.", "Take a smaller bucket, or a later day."));
        }

        var (day, unit) = ($"CAST({Sql.Identifier(Date)} AS DATE)", bucket.ToString().ToLowerInvariant());
        return $"""
            WITH bucketed AS (
                SELECT {Sql.Identifier(Key)} AS key, date_diff('{unit}', DATE '{calendar.First:yyyy-MM-dd}', {day}) AS bucket,
                       sum({Exact(engine, source, Quantity)}) AS quantity, sum({(Amount is null ? "0" : Exact(engine, source, Amount))}) AS amount
                FROM ({source}) WHERE {day} < DATE '{calendar.AsOf:yyyy-MM-dd}' AND {Sql.Identifier(Key)} IS NOT NULL
                GROUP BY ALL
            ), sums AS (
                SELECT key, sum(amount) AS amount, sum(quantity) AS units, count(*) FILTER (demand) AS n, min(bucket) FILTER (demand) AS first, max(bucket) FILTER (demand) AS last,
                       CAST(sum(quantity) FILTER (demand) AS DOUBLE) AS total, CAST(sum(CAST(quantity AS DECIMAL(18, 4)) * CAST(quantity AS DECIMAL(18, 4))) FILTER (demand) AS DOUBLE) AS squares
                FROM (SELECT *, quantity > 0 AND bucket >= 0 AND bucket < {calendar.Count} AS demand FROM bucketed)
                GROUP BY key
            )
            SELECT CAST(key AS VARCHAR) AS key, CAST(amount AS DOUBLE) AS net_revenue, CAST(units AS DOUBLE) AS quantity,
                   CASE WHEN n = 0 THEN 0 ELSE {calendar.Count} - first END AS active_buckets, n AS demand_buckets, {calendar.Count} - 1 - last AS idle_buckets,
                   total / ({calendar.Count} - first) AS mean_demand,
                   CASE WHEN {calendar.Count} - first > 1 THEN sqrt(greatest(0, (squares - total * total / ({calendar.Count} - first)) / ({calendar.Count} - first - 1))) / (total / ({calendar.Count} - first)) END AS cv,
                   ({calendar.Count} - first) / n AS adi,
                   CASE WHEN n = 1 THEN 0 WHEN n > 1 THEN greatest(0, (squares - total * total / n) / (n - 1)) / (total / n * total / n) END AS squared_cv
            FROM sums
            """;
    }

    private static string Exact(IQueryEngine engine, string source, string column)
        => engine.Describe(source).Single(c => c.Name == column).Type is "DOUBLE" or "FLOAT" ? $"CAST({Sql.Identifier(column)} AS DECIMAL(18, 4))" : Sql.Identifier(column);

    private void Check(IQueryEngine engine, string source)
    {
        string[] known = [.. engine.Describe(source).Select(c => c.Name)];
        ProblemException.ThrowIfAny(new[] { Key, Date, Quantity, Amount }.OfType<string>().Where(c => !known.Contains(c, StringComparer.Ordinal)).Select(c => new Problem(
            "SEG-SEGM-144", $"The lines have no column '{c}'.", Definition.Yaml.ClosestMatch.Hint(c, known))));
    }

    private (DateOnly First, DateOnly Last) Span(IQueryEngine engine, string source)
    {
        var days = (First: default(DateOnly), Last: default(DateOnly));
        engine.Read($"SELECT min(CAST({Sql.Identifier(Date)} AS DATE)), max(CAST({Sql.Identifier(Date)} AS DATE)) FROM ({source})", row => days = row.IsNull(0, 0)
            ? throw new ProblemException(new Problem("SEG-SEGM-145", "The file holds no dated line.", "Check the column given for the date."))
            : (DayOf(row.Values<int>(0)[0]), DayOf(row.Values<int>(1)[0])));
        return days;
    }

    private static DateOnly DayOf(int days) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(days);
}
