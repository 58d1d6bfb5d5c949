using System.Numerics.Tensors;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>Makes the forecasts of a run's series add up with forecasts of their sums: the means by reconciliation, quantiles and the demand over the lead time in the ratio in which the means were moved.</summary>
internal sealed class HierarchyPart
{
    private readonly HierarchyOptions _asked;
    private readonly HierarchyPanel _panel;
    private readonly HierarchyLevel _segments;
    private readonly PanelForecastOptions _options;
    private readonly Func<DemandPanel, PanelForecastOptions> _upper;
    private readonly CancellationToken _cancellation;
    private PanelForecast? _sums;

    private HierarchyPart(HierarchyOptions asked, HierarchyPanel panel, HierarchyLevel segments, PanelForecastOptions options, Func<DemandPanel, PanelForecastOptions> upper, CancellationToken cancellation)
        => (_asked, _panel, _segments, _options, _upper, _cancellation) = (asked, panel, segments, options, upper, cancellation);

    /// <summary>What was found, for people.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>The ways and levels held against each other; null when that was not asked for, or the history has no room for it.</summary>
    public HierarchyBackTestReport? Report { get; private set; }

    /// <summary>Sums the series up.</summary>
    /// <param name="asked">The levels, and how.</param>
    /// <param name="column">Values of a column by entity.</param>
    /// <param name="series">The series and their names.</param>
    /// <param name="options">Of the forecast of the series.</param>
    /// <param name="upper">Of the forecast of sums.</param>
    /// <param name="cancellation">Stops it.</param>
    public static HierarchyPart Of(HierarchyOptions asked, EntityColumn column, SeriesPanel series, PanelForecastOptions options, Func<DemandPanel, PanelForecastOptions> upper, CancellationToken cancellation)
    {
        var request = asked.Request;
        string[][] values = [.. request.Columns.Select(name => column.Read("forecast.hierarchy.levels", name))];
        var panel = HierarchyPanel.Of(series with { Attributes = [.. Enumerable.Range(0, series.Names.Count).Select(i => values.Select(v => v[i]).ToArray())] }, request, request.Columns);
        var segment = column.Read("forecast.hierarchy", EntityColumn.Segment);
        return new HierarchyPart(asked, panel, HierarchyLevel.Of(EntityColumn.Segment, [.. panel.Series.Select(i => segment[i])]), options, upper, cancellation);
    }

    /// <summary>Moves the forecasts of the series.</summary>
    /// <param name="part">Their forecasts.</param>
    /// <param name="leadTimes">Buckets of each series.</param>
    /// <param name="progress">Told the share done.</param>
    public void Apply(PartForecast part, IReadOnlyList<double> leadTimes, IProgress<StepProgress> progress)
    {
        Compare(progress);
        var sums = _panel.Nodes.Slice(0, _panel.Hierarchy.FirstBottomNode);
        _sums = PanelForecaster.Run(sums, _upper(sums), null, _cancellation);
        var nodes = NodeForecast.Of(_sums, part.Whole!, _panel.Series);
        var bottom = Bottom(nodes);
        for (var s = 0; s < _panel.Series.Length; s++)
        {
            var i = _panel.Series[s];
            if (part.Whole!.Method[i] >= 0)
            {
                Move(part.Whole, i, bottom.AsSpan(s * part.Horizon, part.Horizon), leadTimes[i], UnitScale.IsWhole(part.Whole.LeadTimeQuantilesOf(i)));
            }
        }
    }

    /// <summary>The forecasts of the sums above the series, once <see cref="Apply"/> has made them: means are the sums of the published means of the series, added up in their order.</summary>
    /// <param name="part">The forecasts of the series, with all that was done to them since.</param>
    public IReadOnlyList<SumForecast> Published(PartForecast part)
    {
        var (hierarchy, h) = (_panel.Hierarchy, part.Horizon);
        var means = new double[hierarchy.FirstBottomNode * h];
        for (var s = 0; s < _panel.Series.Length; s++)
        {
            var mean = part.Mean.AsSpan(_panel.Series[s] * h, h);
            for (var level = 0; level < hierarchy.Levels.Count - 1 && part.Choice(_panel.Series[s]).Method is not null; level++)
            {
                var node = means.AsSpan(hierarchy.NodeOf(level, s) * h, h);
                TensorPrimitives.Add(node, mean, node);
            }
        }

        return [.. Enumerable.Range(0, hierarchy.Levels.Count - 1).SelectMany(level => hierarchy.Levels[level].Groups.Select((name, g) => Sum(level, name, hierarchy.NodesOf(level).Start.Value + g, means, h)))];
    }

    private SumForecast Sum(int level, string name, int node, double[] means, int h)
    {
        var (own, q) = (_sums!, _sums!.Levels.Count);
        var quantiles = new double[h * q];
        for (var step = 0; step < h; step++)
        {
            HierarchyForecast.Move(own.QuantilesOf(node, step), own.Mean[(node * h) + step], means[(node * h) + step], quantiles.AsSpan(step * q, q));
        }

        return new SumForecast(_panel.Hierarchy.Levels[level].Name, name, own.Method[node] < 0 ? "none" : own.MethodName(node), own.Reason[node].Code(), means[(node * h)..((node + 1) * h)], quantiles);
    }

    private void Compare(IProgress<StepProgress> progress)
    {
        if (_asked.Compare == 0)
        {
            return;
        }

        // Every series of the hierarchy is forecast by its own rules, as it stood; quantiles are not looked at.
        var options = _options with
        {
            GroupOfSeries = Of(_options.GroupOfSeries),
            MethodListOfSeries = Of(_options.MethodListOfSeries),
            LeadTimes = [],
            Distribution = DistributionChoice.Method,
            Levels = [0.5],
        };
        Report = HierarchyBackTest.Compare(_panel, _segments, past => Forecast(past, options), options.Horizon, _asked.Compare, options.Season, progress);
    }

    private int[] Of(IReadOnlyList<int> ofSeries) => ofSeries.Count == 0 ? [] : [.. _panel.Series.Select(i => ofSeries[i])];

    private NodeForecast Forecast(HierarchyPanel past, PanelForecastOptions options)
    {
        var (first, count) = (past.Hierarchy.FirstBottomNode, past.Series.Length);
        var sums = past.Nodes.Slice(0, first);
        return NodeForecast.Of(
            PanelForecaster.Run(sums, _upper(sums) with { Distribution = DistributionChoice.Method, Levels = [0.5] }, null, _cancellation),
            PanelForecaster.Run(past.Nodes.Slice(first, count), options, null, _cancellation),
            [.. Enumerable.Range(0, count)]);
    }

    /// <summary>Forecasts of the bottom series that add up, shape (bottom × h).</summary>
    private double[] Bottom(NodeForecast nodes)
    {
        var (request, hierarchy) = (_asked.Request, _panel.Hierarchy);
        if (!_asked.IsBySegment)
        {
            var reconciled = HierarchyForecast.Reconcile(_panel, nodes, request.Method, HierarchyForecast.LevelOf(hierarchy, request.Level), _options.Season);
            Notes = [.. HierarchyForecast.Notes(_panel, request, reconciled)];
            return reconciled.Nodes[(hierarchy.FirstBottomNode * _options.Horizon)..];
        }

        var levelOf = Report?.Levels.Where(static l => l.IsChosen).ToDictionary(static l => l.Segment, l => HierarchyForecast.LevelOf(hierarchy, l.Level), StringComparer.Ordinal) ?? [];
        Notes = [Report is null
            ? $"forecast.hierarchy: the history has no room for a back-test, so the series keep their own forecasts."
            : $"{hierarchy.NodeCount:N0} nodes on {hierarchy.Levels.Count} levels; each segment is forecast at the level that did best there ({string.Join(", ", levelOf.Select(l => $"{l.Key} at {hierarchy.Levels[l.Value].Name}"))})."];
        var bottom = nodes.Mean[(hierarchy.FirstBottomNode * _options.Horizon)..];
        foreach (var level in levelOf.Values.Distinct().Where(l => l < hierarchy.Levels.Count - 1))
        {
            var shared = HierarchyForecast.Reconcile(_panel, nodes, ReconciliationMethod.SharesOfAverages, level, _options.Season).Nodes;
            foreach (var s in Enumerable.Range(0, _panel.Series.Length).Where(s => levelOf.GetValueOrDefault(_segments.Groups[_segments.GroupOf[s]], -1) == level))
            {
                shared.AsSpan((hierarchy.FirstBottomNode + s) * _options.Horizon, _options.Horizon).CopyTo(bottom.AsSpan(s * _options.Horizon));
            }
        }

        return bottom;
    }

    private static void Move(PanelForecast forecast, int i, ReadOnlySpan<double> reconciled, double leadTime, bool isWhole)
    {
        var mean = forecast.Mean.AsSpan(i * forecast.Horizon, forecast.Horizon);
        var q = forecast.Levels.Count;
        var (before, after) = (Over(mean, leadTime), Over(reconciled, leadTime));
        forecast.OneStepSd[i] *= mean[0] > 0 ? reconciled[0] / mean[0] : 1;
        for (var step = 0; step < mean.Length; step++)
        {
            Move(forecast.Quantiles.AsSpan(((i * mean.Length) + step) * q, q), mean[step], reconciled[step], isWhole);
            mean[step] = reconciled[step];
        }

        Move(forecast.LeadTimeQuantiles.AsSpan(i * q, q), before, after, isWhole);
        forecast.LeadTimeSd[i] *= before > 0 ? after / before : 1;
        forecast.LeadTimeMean[i] = before > 0 ? forecast.LeadTimeMean[i] * (after / before) : after;
    }

    private static void Move(Span<double> quantiles, double mean, double reconciled, bool isWhole)
    {
        if (!(mean > 0))
        {
            quantiles.Fill(1);
        }

        UnitScale.Apply(quantiles, mean > 0 ? reconciled / mean : reconciled, isWhole);
    }

    /// <summary>Demand over a lead time; what lies beyond the horizon is as its last bucket.</summary>
    private static double Over(ReadOnlySpan<double> mean, double leadTime)
    {
        var sum = Math.Max(0, leadTime - mean.Length) * mean[^1];
        for (var step = 0; step < mean.Length; step++)
        {
            sum += Math.Clamp(leadTime - step, 0, 1) * mean[step];
        }

        return sum;
    }
}
