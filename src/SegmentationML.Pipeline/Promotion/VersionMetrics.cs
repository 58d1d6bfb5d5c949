using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Policy;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Promotion;

/// <summary>The figures of a published version that later versions are compared with, and that its files do not tell.</summary>
/// <param name="Entities">Entities.</param>
/// <param name="Segments">Entities by segment, in order of the codes.</param>
/// <param name="Accuracy">The back-test, over all series first, then by segment; empty when nothing was scored.</param>
/// <param name="Methods">Series by chosen forecasting method, in order of the names.</param>
/// <param name="SafetyStockValue">Safety stock at unit cost; NaN without unit costs.</param>
/// <param name="Silhouettes">By clustered dimension.</param>
public sealed record VersionMetrics(
    long Entities,
    IReadOnlyDictionary<string, long> Segments,
    IReadOnlyList<SegmentAccuracy> Accuracy,
    IReadOnlyDictionary<string, long> Methods,
    double SafetyStockValue,
    IReadOnlyDictionary<string, double> Silhouettes)
{
    private const string Whole = "all";

    /// <summary>Mean back-test RMSSE over all series; NaN when none was scored.</summary>
    public double Rmsse => Accuracy.FirstOrDefault(a => a.Segment == Whole)?.Rmsse ?? double.NaN;

    /// <summary>The figures that tell versions apart at a glance, by name.</summary>
    public IReadOnlyDictionary<string, double> Figures()
    {
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["entities"] = Entities, ["segments"] = Segments.Count, ["rmsse"] = Rmsse, ["safety_stock_value"] = SafetyStockValue };
        foreach (var (dimension, silhouette) in Silhouettes)
        {
            figures[$"silhouette.{dimension}"] = silhouette;
        }

        return figures;
    }

    /// <summary>Collects them from the results of a run.</summary>
    /// <param name="engine">The run's engine.</param>
    /// <param name="cacheFolder">The workspace's cache folder, absolute.</param>
    /// <param name="segments">Assignments.</param>
    /// <param name="forecasts">Forecasts.</param>
    /// <param name="policies">Policies.</param>
    /// <param name="cancellation">Ends it.</param>
    public static VersionMetrics Of(IQueryEngine engine, string cacheFolder, SegmentResult segments, ForecastResult forecasts, PolicyResult policies, CancellationToken cancellation)
        => new(
            segments.Rows,
            segments.Segments.OrderBy(s => s.Code, StringComparer.Ordinal).ToDictionary(s => s.Code, s => s.Count, StringComparer.Ordinal),
            Scores(engine, cacheFolder, segments, forecasts, cancellation),
            ByMethod(engine, cacheFolder, forecasts, cancellation),
            policies.SafetyStockValue,
            segments.Clusters.ToDictionary(c => c.Dimension, c => c.Silhouette, StringComparer.Ordinal));

    private static List<SegmentAccuracy> Scores(IQueryEngine engine, string cacheFolder, SegmentResult segments, ForecastResult forecasts, CancellationToken cancellation)
    {
        var sums = new SortedDictionary<string, (long Series, double Chosen, double Naive, double Zero)>(StringComparer.Ordinal);
        (long Series, double Chosen, double Naive, double Zero) all = default;
        engine.Read($"""
            WITH scores AS ({forecasts.Accuracy.Select(cacheFolder)})
            SELECT a.segment, c.rmsse, n.rmsse, z.rmsse
            FROM ({forecasts.Choices.Select(cacheFolder)}) AS h
            JOIN scores AS c ON c.entity_index = h.entity_index AND c.method = h.method
            JOIN scores AS n ON n.entity_index = h.entity_index AND n.method = 'naive'
            JOIN scores AS z ON z.entity_index = h.entity_index AND z.method = 'zero'
            JOIN ({segments.Assignments.Select(cacheFolder)}) AS a ON a.entity_index = h.entity_index
            WHERE c.rmsse IS NOT NULL AND n.rmsse IS NOT NULL AND z.rmsse IS NOT NULL
            ORDER BY h.entity_index
            """, batch =>
        {
            var chosen = batch.Values<double>(1);
            var naive = batch.Values<double>(2);
            var zero = batch.Values<double>(3);
            for (var i = 0; i < batch.Rows; i++)
            {
                var segment = batch.Text(0, i)!;
                var sum = sums.GetValueOrDefault(segment);
                sums[segment] = (sum.Series + 1, sum.Chosen + chosen[i], sum.Naive + naive[i], sum.Zero + zero[i]);
                all = (all.Series + 1, all.Chosen + chosen[i], all.Naive + naive[i], all.Zero + zero[i]);
            }
        }, null, cancellation);
        return all.Series == 0 ? [] : [Mean(Whole, all), .. sums.Select(s => Mean(s.Key, s.Value))];
    }

    private static SegmentAccuracy Mean(string segment, (long Series, double Chosen, double Naive, double Zero) sum)
        => new(segment, sum.Series, sum.Chosen / sum.Series, sum.Naive / sum.Series, sum.Zero / sum.Series);

    private static Dictionary<string, long> ByMethod(IQueryEngine engine, string cacheFolder, ForecastResult forecasts, CancellationToken cancellation)
    {
        var methods = new Dictionary<string, long>(StringComparer.Ordinal);
        engine.Read($"SELECT method, count(*) FROM ({forecasts.Choices.Select(cacheFolder)}) GROUP BY method ORDER BY method", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                methods[batch.Text(0, i)!] = batch.Values<long>(1)[i];
            }
        }, null, cancellation);
        return methods;
    }
}
