using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Forecast.Files;
using static SegmentationML.Pipeline.Report.Collecting.ReportTables;

namespace SegmentationML.Pipeline.Report.Collecting;

/// <summary>The report's sections on forecasts: accuracy, methods, examples.</summary>
internal static class ForecastFigures
{
    private const int ExamplesPerClass = 3;

    private const string DemandClass = """
        CASE WHEN f.adi IS NULL THEN 'none' WHEN f.adi < 1.32 THEN (CASE WHEN f.squared_cv < 0.49 THEN 'smooth' ELSE 'erratic' END)
             WHEN f.squared_cv < 0.49 THEN 'intermittent' ELSE 'lumpy' END
        """;

    /// <summary>Back-test accuracy of the chosen methods by segment, naive and zero beside them, on the series that all three could be scored on.</summary>
    public static List<AccuracyRow> Accuracy(ReportTables tables)
    {
        var rows = tables.Rows("""
            SELECT a.segment, c.rmsse, n.rmsse, z.rmsse, -c.bias, f.mean_demand
            FROM r_choices ch
            JOIN r_accuracy c ON c.entity_index = ch.entity_index AND c.method = ch.method
            JOIN r_accuracy n ON n.entity_index = ch.entity_index AND n.method = 'naive'
            JOIN r_accuracy z ON z.entity_index = ch.entity_index AND z.method = 'zero'
            JOIN r_assignments a ON a.entity_index = ch.entity_index
            JOIN r_features f ON f.entity_index = ch.entity_index
            WHERE c.rmsse IS NOT NULL AND n.rmsse IS NOT NULL AND z.rmsse IS NOT NULL
            ORDER BY ch.entity_index
            """, (b, i) => (Segment: b.Text(0, i)!, Chosen: Real(b, 1, i), Naive: Real(b, 2, i), Zero: Real(b, 3, i), Bias: Real(b, 4, i), Mean: Real(b, 5, i)));
        var order = tables.Segments.Segments.Select(s => s.Code).ToList();
        return [.. rows.Count == 0 ? [] : rows.GroupBy(_ => AccuracyRow.Whole).Concat(rows.GroupBy(r => r.Segment).OrderBy(g => order.IndexOf(g.Key)))
            .Select(g => new AccuracyRow(g.Key, g.LongCount(), g.Average(r => r.Chosen), g.Average(r => r.Naive), g.Average(r => r.Zero), g.Sum(r => r.Bias) / g.Sum(r => r.Mean), double.NaN))];
    }

    /// <summary>Series whose back-test is that of an earlier version, by version.</summary>
    public static List<CarriedBackTest> Carried(ReportTables tables)
        => tables.Rows(
            "SELECT tested_in, count(DISTINCT entity_index) FROM r_accuracy WHERE tested_in IS NOT NULL GROUP BY tested_in ORDER BY tested_in",
            (b, i) => new CarriedBackTest(b.Values<long>(0)[i], b.Values<long>(1)[i]));

    /// <summary>Which method was chosen how often.</summary>
    public static List<MethodRow> Methods(ReportTables tables)
        => tables.Rows(
            "SELECT c.method, a.segment, count(*) FROM r_choices c JOIN r_assignments a USING (entity_index) GROUP BY ALL ORDER BY ALL",
            (b, i) => new MethodRow(b.Text(0, i)!, b.Text(1, i)!, b.Values<long>(2)[i]));

    /// <summary>Forecasts of the sums, the total first, then level by level, the largest first.</summary>
    public static List<SumRow> Sums(ReportTables tables)
        => tables.Forecasts.Sums is null ? [] : tables.Rows("""
            SELECT level, node, method, next, low, high, total
            FROM (SELECT key, level, node, method, min(mean) FILTER (step = 1) AS next, min(q05) FILTER (step = 1) AS low, min(q95) FILTER (step = 1) AS high, sum(mean ORDER BY step) AS total FROM r_sums GROUP BY key, level, node, method)
            ORDER BY level <> 'total', level, total DESC, key
            """, (b, i) => new SumRow(b.Text(0, i)!, b.Text(1, i)!, b.Text(2, i)!, Real(b, 3, i), Real(b, 4, i), Real(b, 5, i), Real(b, 6, i)));

    /// <summary>What planners changed, the largest change first.</summary>
    public static List<PlannedChangeRow> PlannedChanges(ReportTables tables)
        => !tables.Forecasts.HasPlan ? [] : tables.Rows("""
            SELECT f.key, n.name, a.segment, r.change, r.change_ends, min(r.step), max(r.step), sum(r.mean ORDER BY r.step), sum(r.planned ORDER BY r.step)
            FROM r_forecasts r JOIN r_features f USING (entity_index) JOIN r_assignments a USING (entity_index) JOIN r_names n USING (entity_index)
            WHERE r.change IS NOT NULL
            GROUP BY r.entity_index, f.key, n.name, a.segment, r.change, r.change_ends
            ORDER BY abs(sum(r.planned ORDER BY r.step) - sum(r.mean ORDER BY r.step)) DESC, r.entity_index, min(r.step)
            """, (b, i) => new PlannedChangeRow(b.Text(0, i)!, b.Text(1, i), b.Text(2, i)!, b.Text(3, i)!, DateOnly.FromDayNumber(b.Values<int>(4)[i] + new DateOnly(1970, 1, 1).DayNumber), Start(tables, b.Values<int>(5)[i]), Start(tables, b.Values<int>(6)[i]), Real(b, 7, i), Real(b, 8, i)));

    private static DateOnly Start(ReportTables tables, int step) => tables.Features.Calendar.StartOf(tables.Features.Calendar.Count + step - 1);

    /// <summary>The most valuable series of each demand class.</summary>
    public static List<ExampleSeries> Examples(ReportTables tables)
    {
        var chosen = tables.Rows($"""
            SELECT entity_index, demand_class, key, name, segment, method, reason, parameters FROM (
                SELECT f.entity_index, {DemandClass} AS demand_class, f.key, n.name, a.segment, c.method, c.reason, c.parameters, f.active_buckets,
                       row_number() OVER (PARTITION BY {DemandClass} ORDER BY c.reason <> 'backtest', {tables.ValueSql} DESC, f.entity_index) AS place
                FROM r_features f JOIN r_assignments a USING (entity_index) JOIN r_choices c USING (entity_index) JOIN r_names n USING (entity_index)
                WHERE f.mean_demand > 0)
            WHERE place <= {ExamplesPerClass} AND demand_class <> 'none'
            ORDER BY place, list_position(['smooth', 'erratic', 'intermittent', 'lumpy'], demand_class)
            """, (b, i) => (Entity: b.Values<int>(0)[i], Class: b.Text(1, i)!, Key: b.Text(2, i)!, Name: b.Text(3, i), Segment: b.Text(4, i)!, Method: b.Text(5, i)!, Reason: b.Text(6, i)!, Parameters: b.Text(7, i)!));
        return [.. chosen.Select(c => new ExampleSeries(c.Class, c.Key, c.Name, c.Segment, c.Method, ChoiceWords.OfReason(c.Reason), $"units/{tables.Features.Calendar.Bucket.ToString().ToLowerInvariant()}", History(tables, c.Entity), Forecast(tables, c.Entity)) { Parameters = c.Parameters, Parts = Parts(tables, c.Entity, c.Method, c.Reason), Candidates = Candidates(tables, c.Entity) })];
    }

    private static List<CandidateRow> Candidates(ReportTables tables, int entity)
        => tables.Rows(
            $"SELECT method, state, rmsse, bias, tested_in FROM r_accuracy WHERE entity_index = {entity} ORDER BY isnan(coalesce(rmsse, 'nan'::DOUBLE)), rmsse, method",
            (b, i) => new CandidateRow(b.Text(0, i)!, $"{ChoiceWords.OfState(b.Text(1, i)!)}{(b.IsNull(4, i) ? "" : $" (in version {b.Values<long>(4)[i]})")}", Real(b, 2, i), Real(b, 3, i)));

    /// <summary>The parts of a forecast that was fitted in this run, from the demand that it was fitted to.</summary>
    private static List<PartRow> Parts(ReportTables tables, int entity, string name, string reason)
    {
        var known = Known(tables, entity);
        var first = known.Where(static p => p.Value > 0).Select(static p => p.Key).DefaultIfEmpty(int.MaxValue).Min();
        var count = tables.Features.Calendar.Count;
        var horizon = Forecast(tables, entity).Count;
        var method = ForecasterCatalog.All.FirstOrDefault(m => m.Name == name);
        double[] demand = [.. Enumerable.Range(first, Math.Max(0, count - first)).Select(b => known.GetValueOrDefault(b))];
        if (!tables.Forecasts.IsPlain || method is null || horizon == 0 || reason == ForecastReason.Kept.Code() || ForecastRefusal.Check(method, demand, tables.Features.Calendar.Season) is not null)
        {
            return [];
        }

        return [.. SeriesForecast.Components(method, demand, horizon, tables.Features.Calendar.Season).Select(part => new PartRow(part.Name, part.IsFactor, part.Values[^(horizon + 1)], part.Values[^horizon], part.Values[^1]))];
    }

    private static Dictionary<int, double> Known(ReportTables tables, int entity)
        => tables.Rows($"SELECT bucket, quantity FROM r_demand WHERE entity_index = {entity} ORDER BY bucket", (b, i) => (Bucket: b.Values<int>(0)[i], Units: b.Values<double>(1)[i]))
            .ToDictionary(p => p.Bucket, p => p.Units);

    private static List<DemandPoint> History(ReportTables tables, int entity)
    {
        var calendar = tables.Features.Calendar;
        var known = Known(tables, entity);
        var from = Math.Max(known.Keys.DefaultIfEmpty(0).Min(), calendar.Count - ReportLimits.HistoryBuckets);
        return [.. Enumerable.Range(from, Math.Max(0, calendar.Count - from)).Select(b => new DemandPoint(calendar.StartOf(b), known.GetValueOrDefault(b)))];
    }

    private static List<ForecastPoint> Forecast(ReportTables tables, int entity)
        => tables.Rows(
            $"SELECT step, mean, q05, q25, q50, q75, q95 FROM r_forecasts WHERE entity_index = {entity} ORDER BY step",
            (b, i) => new ForecastPoint(tables.Features.Calendar.StartOf(tables.Features.Calendar.Count + b.Values<int>(0)[i] - 1), Real(b, 1, i), Real(b, 2, i), Real(b, 3, i), Real(b, 4, i), Real(b, 5, i), Real(b, 6, i)));
}
