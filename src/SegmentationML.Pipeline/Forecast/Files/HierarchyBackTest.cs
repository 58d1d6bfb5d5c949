using SegmentationML.Core;
using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Holds the ways of reconciling, and the levels to forecast at, against each other on the hierarchy of a file.</summary>
public static class HierarchyBackTest
{
    private const string None = "none";
    private const string AllLevels = "ALL";

    /// <summary>Reads, forecasts from earlier moments, reconciles in every way and scores.</summary>
    /// <param name="open">Opens an engine in memory.</param>
    /// <param name="request">What to forecast.</param>
    /// <param name="levels">The hierarchy.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ProblemException">All that is wrong with the request or the file; SEG-HIER-008 when no origin fits.</exception>
    public static HierarchyBackTestReport Run(Func<IQueryEngine> open, FileForecastRequest request, HierarchyRequest levels, IProgress<StepProgress> progress, CancellationToken cancellation = default)
    {
        ProblemException.ThrowIfAny(request.Validate().Concat(levels.Validate()));
        progress.Report(new StepProgress(0, "reading series"));
        var file = HierarchyForecast.Read(open, request, levels, cancellation);
        var panel = HierarchyPanel.Of(file, levels, levels.Columns);
        var options = request.Options(request.Season ?? file.Grid.Frequency.UsualSeason(), panel.Nodes);
        ProblemException.ThrowIfAny(options.Validate());
        return Compare(panel, panel.Hierarchy.Levels[1], past => NodeForecast.Of(PanelForecaster.Run(past.Nodes, options, null, cancellation)), request.Horizon, request.Origins, options.Season, new Later(progress))
            ?? throw new ProblemException(new Problem("SEG-HIER-008", $"The history of {panel.Buckets} buckets leaves no room for a back-test {request.Horizon} ahead.", "Give a shorter horizon or a longer history."));
    }

    /// <summary>Scores every way of reconciling, and every level to forecast at, from earlier moments.</summary>
    /// <param name="panel">The hierarchy with its history.</param>
    /// <param name="segments">The groups of series that a level is chosen for.</param>
    /// <param name="forecast">Forecasts the nodes of a hierarchy as it stood.</param>
    /// <param name="horizon">Buckets to forecast.</param>
    /// <param name="most">Origins at most.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="progress">Told the share done.</param>
    /// <returns>Null when the history has no room for an origin.</returns>
    internal static HierarchyBackTestReport? Compare(HierarchyPanel panel, HierarchyLevel segments, Func<HierarchyPanel, NodeForecast> forecast, int horizon, int most, int season, IProgress<StepProgress> progress)
    {
        var origins = Math.Min(most, (panel.Buckets - 2) / horizon);
        if (origins < 1)
        {
            return null;
        }

        var tally = new HierarchyTally(panel.Hierarchy);
        for (var origin = 0; origin < origins; origin++)
        {
            progress.Report(new StepProgress((double)origin / origins, $"origin {origin + 1} of {origins}"));
            var back = (origins - origin) * horizon;
            var past = panel.Before(back);
            var nodes = forecast(past);
            var actual = Window(panel, panel.Buckets - back, horizon);
            var weights = Weights(past, Math.Max(season, horizon));
            tally.Add(None, Score(past, actual, nodes.Mean, weights));
            foreach (var method in Enum.GetValues<ReconciliationMethod>())
            {
                tally.Add(ReconciliationWays.Name(method), Score(past, actual, HierarchyForecast.Reconcile(past, nodes, method, 0, season).Nodes, weights));
            }

            for (var level = 0; level < panel.Hierarchy.Levels.Count; level++)
            {
                var shared = HierarchyForecast.Reconcile(past, nodes, ReconciliationMethod.SharesOfAverages, level, season).Nodes;
                tally.AddBottom(level, past, actual, shared.AsSpan(panel.Hierarchy.FirstBottomNode * horizon), horizon);
            }
        }

        return new HierarchyBackTestReport(panel.Hierarchy.NodeCount, origins, horizon, tally.Rows(AllLevels), ForecastLevelChoice.Choose(panel.Hierarchy, segments, tally.BottomErrors()));
    }

    private sealed class Later(IProgress<StepProgress> progress) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => progress.Report(value with { Fraction = 0.2 + (0.8 * value.Fraction) });
    }

    private static WeightedScore Score(HierarchyPanel past, double[] actual, double[] nodes, double[] weights)
        => WeightedScaledError.Rmsse(past.Hierarchy, past.History, actual, nodes, weights);

    /// <summary>Demand of each bottom series from a bucket on.</summary>
    private static double[] Window(HierarchyPanel panel, int from, int length)
    {
        var buckets = panel.Buckets;
        var window = new double[panel.Series.Length * length];
        for (var s = 0; s < panel.Series.Length; s++)
        {
            panel.History.AsSpan((s * buckets) + from, length).CopyTo(window.AsSpan(s * length));
        }

        return window;
    }

    private static double[] Weights(HierarchyPanel past, int buckets)
    {
        var known = past.Buckets;
        var length = Math.Min(buckets, known);
        var recent = Window(past, known - length, length);
        return [.. Enumerable.Range(0, past.Series.Length).Select(s => recent.AsSpan(s * length, length).ToArray().Where(static v => !double.IsNaN(v)).Sum())];
    }
}
