using SegmentationML.Core;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Forecasts the series of a file and their sums, so that they add up exactly.</summary>
/// <remarks>Each node is forecast by its own choice and then reconciled. Its quantiles are those of its own forecast, moved in the ratio in which reconciliation moved the mean.</remarks>
public static class HierarchyForecast
{
    /// <summary>Reads, forecasts, reconciles and writes.</summary>
    /// <param name="open">Opens an engine in memory.</param>
    /// <param name="request">What to forecast.</param>
    /// <param name="levels">The hierarchy.</param>
    /// <param name="path">The file to write; it has a column <c>level</c>.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops it; no file is left.</param>
    /// <exception cref="ProblemException">All that is wrong with the request or the file as a whole.</exception>
    public static FileForecastReport Run(Func<IQueryEngine> open, FileForecastRequest request, HierarchyRequest levels, string path, IProgress<StepProgress> progress, CancellationToken cancellation = default)
    {
        ProblemException.ThrowIfAny(request.Validate().Concat(levels.Validate()).Concat(TableFile.Validate(path)));
        progress.Report(new StepProgress(0, "reading series"));
        var file = Read(open, request, levels, cancellation);
        var panel = HierarchyPanel.Of(file, levels, levels.Columns);
        var options = request.Options(request.Season ?? file.Grid.Frequency.UsualSeason(), panel.Nodes);
        ProblemException.ThrowIfAny(options.Validate());
        progress.Report(new StepProgress(0.2, "back-tests and forecasts"));
        var forecast = PanelForecaster.Run(panel.Nodes, options, new PartProgress(progress, 0.2, 0.6, "back-tests and forecasts"), cancellation);
        progress.Report(new StepProgress(0.8, "reconciling"));
        var reconciled = Reconcile(panel, NodeForecast.Of(forecast), levels.Method, LevelOf(panel.Hierarchy, levels.Level), options.Season);

        using var engine = open();
        var tally = new ForecastTally();
        using var writer = new ForecastFileWriter(engine, request, file.Grid.IsDate, hasLevel: true);
        Write(writer, tally, file, panel, forecast, reconciled);
        writer.Write(path, cancellation);
        return FileForecastReport.Of(path, request, file, options.Season, tally, writer.Rows, [.. Notes(panel, levels, reconciled)]);
    }

    /// <summary>Reads a file of series that all end together, with the columns of the levels.</summary>
    internal static SeriesPanel Read(Func<IQueryEngine> open, FileForecastRequest request, HierarchyRequest levels, CancellationToken cancellation)
        => SeriesFile.Read(open, request.Source with { EndsTogether = true, Attributes = levels.Columns }, request.Threads, cancellation);

    /// <summary>Makes the forecasts of all nodes add up.</summary>
    internal static ReconciledForecast Reconcile(HierarchyPanel panel, NodeForecast forecast, ReconciliationMethod method, int level, int season)
        => Reconciler.Run(
            panel.Hierarchy,
            forecast.Mean,
            forecast.Mean.Length / panel.Hierarchy.NodeCount,
            new ReconciliationOptions { Method = method, Level = level },
            panel.Basis(forecast, season));

    internal static int LevelOf(SeriesHierarchy hierarchy, string? level)
        => Math.Max(0, hierarchy.Levels.Select((l, i) => (l.Name, i)).FirstOrDefault(l => string.Equals(l.Name, level, StringComparison.OrdinalIgnoreCase)).i);

    private static void Write(ForecastFileWriter writer, ForecastTally tally, SeriesPanel file, HierarchyPanel panel, PanelForecast forecast, ReconciledForecast reconciled)
    {
        var anchor = file.Anchors[panel.Series[0]];
        var next = panel.Series.Max(file.Panel.LastBucket) + 1;
        int[] times = [.. Enumerable.Range(next, forecast.Horizon).Select(bucket => file.Grid.Time(bucket, anchor))];
        var quantiles = new double[forecast.Levels.Count];
        for (var level = 0; level < panel.Hierarchy.Levels.Count; level++)
        {
            var nodes = panel.Hierarchy.NodesOf(level);
            for (var node = nodes.Start.Value; node < nodes.End.Value; node++)
            {
                var (method, reason) = forecast.Method[node] < 0 ? ("none", forecast.Reason[node].Code()) : (forecast.MethodName(node), forecast.Reason[node].Code());
                tally.Add(method, reason);
                writer.Begin(panel.Hierarchy.Levels[level].Groups[node - nodes.Start.Value], times, method, reason, panel.Hierarchy.Levels[level].Name);
                for (var step = 0; step < forecast.Horizon; step++)
                {
                    var at = (node * forecast.Horizon) + step;
                    Move(forecast.QuantilesOf(node, step), forecast.Mean[at], reconciled.Nodes[at], quantiles);
                    writer.Add(reconciled.Nodes[at], quantiles);
                }
            }
        }

        var known = panel.Series.ToHashSet();
        for (var series = 0; series < file.Names.Count; series++)
        {
            if (!known.Contains(series))
            {
                var reason = file.Refusals[series] ?? (file.Panel[series].ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon) || file.Panel[series].Contains(double.PositiveInfinity) ? ForecastReason.InvalidDemand.Code() : ForecastReason.NoHistory.Code());
                writer.AddRefused(file.Names[series], reason, SeriesHierarchy.BottomName);
                tally.Refuse(file.Names[series], reason);
            }
        }
    }

    /// <summary>Quantiles in the ratio in which the mean was moved.</summary>
    internal static void Move(ReadOnlySpan<double> quantiles, double mean, double reconciled, Span<double> moved)
    {
        for (var q = 0; q < moved.Length; q++)
        {
            moved[q] = mean > 0 ? quantiles[q] * (reconciled / mean) : reconciled;
        }
    }

    /// <summary>What people should know.</summary>
    internal static IEnumerable<string> Notes(HierarchyPanel panel, HierarchyRequest levels, ReconciledForecast reconciled)
    {
        yield return $"{panel.Hierarchy.NodeCount:N0} nodes on {panel.Hierarchy.Levels.Count} levels ({string.Join(", ", panel.Hierarchy.Levels.Select(static l => $"{l.Name} {l.Groups.Count:N0}"))}), reconciled by {ReconciliationWays.Name(levels)}.";
        if (!double.IsNaN(reconciled.Shrinkage))
        {
            yield return $"The covariance of the errors was shrunk to {reconciled.Shrinkage:P1} of its diagonal.";
        }

        if (reconciled.AtZero > 0)
        {
            yield return $"{reconciled.AtZero:N0} forecasts are held at zero.";
        }
    }
}
