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
        var (h, buckets) = (request.Horizon, panel.History.Length / panel.Series.Length);
        var origins = Math.Min(request.Origins, (buckets - 2) / h);
        if (origins < 1)
        {
            throw new ProblemException(new Problem("SEG-HIER-008", $"The history of {buckets} buckets leaves no room for a back-test {h} ahead.", "Give a shorter horizon or a longer history."));
        }

        var tally = new HierarchyTally(panel.Hierarchy);
        for (var origin = 0; origin < origins; origin++)
        {
            progress.Report(new StepProgress(0.2 + (0.8 * origin / origins), $"origin {origin + 1} of {origins}"));
            var back = (origins - origin) * h;
            var past = panel.Before(back);
            var forecast = PanelForecaster.Run(past.Nodes, options, null, cancellation);
            var actual = Window(panel, buckets - back, h);
            var weights = Weights(past, Math.Max(options.Season, h));
            tally.Add(None, Score(past, actual, Array.ConvertAll(forecast.Mean, static m => double.IsNaN(m) ? 0 : m), weights));
            foreach (var method in Enum.GetValues<ReconciliationMethod>())
            {
                tally.Add(ReconciliationWays.Name(method), Score(past, actual, HierarchyForecast.Reconcile(past, forecast, method, 0, options.Season).Nodes, weights));
            }

            for (var level = 0; level < panel.Hierarchy.Levels.Count; level++)
            {
                var nodes = HierarchyForecast.Reconcile(past, forecast, ReconciliationMethod.SharesOfAverages, level, options.Season).Nodes;
                tally.AddBottom(level, past, actual, nodes.AsSpan(panel.Hierarchy.FirstBottomNode * h), h);
            }
        }

        return new HierarchyBackTestReport(panel.Hierarchy.NodeCount, origins, h, tally.Rows(AllLevels), ForecastLevelChoice.Choose(panel.Hierarchy, 1, tally.BottomErrors()));
    }

    private static WeightedScore Score(HierarchyPanel past, double[] actual, double[] nodes, double[] weights)
        => WeightedScaledError.Rmsse(past.Hierarchy, past.History, actual, nodes, weights);

    /// <summary>Demand of each bottom series from a bucket on.</summary>
    private static double[] Window(HierarchyPanel panel, int from, int length)
    {
        var buckets = panel.History.Length / panel.Series.Length;
        var window = new double[panel.Series.Length * length];
        for (var s = 0; s < panel.Series.Length; s++)
        {
            panel.History.AsSpan((s * buckets) + from, length).CopyTo(window.AsSpan(s * length));
        }

        return window;
    }

    private static double[] Weights(HierarchyPanel past, int buckets)
    {
        var known = past.History.Length / past.Series.Length;
        var length = Math.Min(buckets, known);
        var recent = Window(past, known - length, length);
        return [.. Enumerable.Range(0, past.Series.Length).Select(s => recent.AsSpan(s * length, length).ToArray().Where(static v => !double.IsNaN(v)).Sum())];
    }
}
