using SegmentationML.Core;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Hierarchy;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The series of a file with their sums, on one calendar, all to the same last bucket.</summary>
internal sealed class HierarchyPanel
{
    private const int LeastErrors = 2;
    private const int MostErrors = 104;

    private HierarchyPanel(SeriesHierarchy hierarchy, DemandPanel nodes, int[] series, double[] history)
        => (Hierarchy, Nodes, Series, History) = (hierarchy, nodes, series, history);

    /// <summary>The levels.</summary>
    public SeriesHierarchy Hierarchy { get; }

    /// <summary>Demand of every node, in the order of the hierarchy.</summary>
    public DemandPanel Nodes { get; }

    /// <summary>The series of the file that the bottom consists of.</summary>
    public int[] Series { get; }

    /// <summary>Demand of the bottom, shape (bottom × buckets); zero before a series begins.</summary>
    public double[] History { get; }

    /// <summary>Buckets of the history.</summary>
    public int Buckets => History.Length / Series.Length;

    /// <summary>Sums the series up.</summary>
    /// <param name="file">The file; series that were refused, or hold what is no demand, stay out.</param>
    /// <param name="request">The levels.</param>
    /// <param name="columns">Names of the attributes.</param>
    /// <exception cref="ProblemException">SEG-HIER-007 when no series is left.</exception>
    public static HierarchyPanel Of(SeriesPanel file, HierarchyRequest request, IReadOnlyList<string> columns)
    {
        int[] series = [.. Enumerable.Range(0, file.Names.Count).Where(i => file.Refusals[i] is null && IsDemand(file.Panel[i]))];
        if (series.Length == 0)
        {
            throw new ProblemException(new Problem("SEG-HIER-007", "No series of the file can be summed up.", "Look at the reasons without --hierarchy."));
        }

        var first = series.Min(file.Panel.FirstBucket);
        var buckets = series.Max(file.Panel.LastBucket) - first + 1;
        var history = new double[(long)series.Length * buckets];
        for (var s = 0; s < series.Length; s++)
        {
            file.Panel[series[s]].CopyTo(history.AsSpan((s * buckets) + file.Panel.FirstBucket(series[s]) - first));
        }

        var hierarchy = new SeriesHierarchy([.. series.Select(i => file.Names[i])], [HierarchyLevel.Total(series.Length), .. request.Levels.Select(level => Level(level, file, series, columns))]);
        var sums = new double[(long)hierarchy.NodeCount * buckets];
        hierarchy.Aggregate(history, buckets, sums);
        var starts = new int[hierarchy.NodeCount];
        for (var s = 0; s < series.Length; s++)
        {
            starts[hierarchy.FirstBottomNode + s] = file.Panel.FirstBucket(series[s]) - first;
        }

        var last = new int[hierarchy.NodeCount];
        Array.Fill(last, buckets - 1);
        var builder = new DemandPanelBuilder(starts, last);
        for (var node = 0; node < starts.Length; node++)
        {
            builder.Set(node, sums.AsSpan((node * buckets) + starts[node], buckets - starts[node]));
        }

        return new HierarchyPanel(hierarchy, builder.Build(), series, history);
    }

    /// <summary>The hierarchy as it stood some buckets earlier.</summary>
    public HierarchyPanel Before(int buckets)
    {
        var known = Buckets;
        var history = new double[Series.Length * (known - buckets)];
        for (var s = 0; s < Series.Length; s++)
        {
            History.AsSpan(s * known, known - buckets).CopyTo(history.AsSpan(s * (known - buckets)));
        }

        return new HierarchyPanel(Hierarchy, Nodes.WithoutLast(buckets), Series, history);
    }

    /// <summary>What reconciliation may know: the past demand, and the one-step errors of each node's method along the newest third of the history.</summary>
    /// <param name="forecast">The forecast of the nodes.</param>
    /// <param name="season">Buckets in a season.</param>
    public ReconciliationBasis Basis(NodeForecast forecast, int season)
    {
        var count = Math.Clamp(Nodes.LongestSeries / 3, LeastErrors, MostErrors);
        var residuals = new double[Nodes.Count * count];
        Array.Fill(residuals, double.NaN);
        Parallel.For(0, Nodes.Count, static () => new ForecastWorkspace(), (node, _, workspace) =>
        {
            Errors(node, forecast, season, residuals.AsSpan(node * count, count), workspace);
            return workspace;
        }, static _ => { });
        return new ReconciliationBasis { History = History, Residuals = residuals };
    }

    private void Errors(int node, NodeForecast forecast, int season, Span<double> errors, ForecastWorkspace workspace)
    {
        var demand = Nodes[node];
        var method = forecast.MethodOf(node);
        var needed = Math.Max(1, method?.MinimumHistory(season) ?? 0);
        var from = Math.Max(needed, demand.Length - errors.Length);
        var observed = demand[..Math.Min(from, demand.Length)];
        if (method is null || from >= demand.Length || observed.Length - Missing(observed) < needed)
        {
            return;
        }

        int[] origins = [.. Enumerable.Range(from, demand.Length - from)];
        var means = new double[origins.Length];
        method.ForecastFrom(new DemandHistory(demand, season, Missing(demand) > 0), origins, 1, means, workspace);
        for (var k = 0; k < origins.Length; k++)
        {
            errors[errors.Length - origins.Length + k] = demand[origins[k]] - means[k];
        }
    }

    private static int Missing(ReadOnlySpan<double> demand)
    {
        var missing = 0;
        foreach (var value in demand)
        {
            missing += double.IsNaN(value) ? 1 : 0;
        }

        return missing;
    }

    private static bool IsDemand(ReadOnlySpan<double> demand)
    {
        var known = 0;
        foreach (var value in demand)
        {
            if (value < 0 || double.IsInfinity(value))
            {
                return false;
            }

            known += double.IsNaN(value) ? 0 : 1;
        }

        return known > 0;
    }

    private static HierarchyLevel Level(string level, SeriesPanel file, int[] series, IReadOnlyList<string> columns)
    {
        int[] places = [.. level.Split(HierarchyRequest.Cross).Select(name => columns.Select((c, i) => (c, i)).First(c => string.Equals(c.c, name, StringComparison.OrdinalIgnoreCase)).i)];
        return HierarchyLevel.Of(level, [.. series.Select(i => string.Join(HierarchyRequest.Cross, places.Select(p => file.Attributes[i][p])))]);
    }
}
