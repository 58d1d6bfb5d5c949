using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting;

/// <summary>The method of each group of series: the one whose scaled loss, averaged over the group, is the least.</summary>
/// <remarks>
/// Every series is tested by itself first; its losses are scaled by the loss of the zero forecast, which every table has, so that no large item decides for all. A series counts where every
/// method that answers on nine tenths of the group's tested series has a score, and only such a method can be the group's. Ties go to the simpler method. Sums run in the order of the series.
/// </remarks>
internal static class GroupChoice
{
    private const double EnoughShare = 0.9;
    private const double TieTolerance = 1e-9;

    /// <summary>Chooses.</summary>
    /// <returns>Index of the method of each group, -1 where nothing could be tested; shape (largest group + 1).</returns>
    public static int[] Run(DemandPanel panel, IReadOnlyList<IForecaster> methods, PanelForecastOptions options, CancellationToken cancellation)
    {
        var alone = PanelForecaster.Run(panel, options with { GroupOfSeries = [], Parent = null, Distribution = options.Distribution == DistributionChoice.Auto ? DistributionChoice.Method : options.Distribution, Levels = options.Criterion == ChoiceCriterion.Pinball ? options.Levels : [0.5] }, null, cancellation);
        var groups = Enumerable.Range(0, Math.Max(-1, options.GroupOfSeries.Max()) + 1).Select(static _ => new List<int>()).ToArray();
        for (var i = 0; i < panel.Count; i++)
        {
            if (options.GroupOfSeries[i] >= 0 && alone.Reason[i] is ForecastReason.BackTest or ForecastReason.Reference)
            {
                groups[options.GroupOfSeries[i]].Add(i);
            }
        }

        return [.. groups.Select(group => Best(alone, group))];
    }

    private static int Best(PanelForecast alone, List<int> group)
    {
        var zero = alone.Methods.ToList().FindIndex(static method => method.Name == Zero.ZeroForecaster.MethodName);
        int[] able = [.. Enumerable.Range(0, alone.Methods.Count).Where(m => m != zero && group.Count(i => IsScored(alone, i, m)) >= EnoughShare * group.Count)];
        int[] common = [.. group.Where(i => alone.Loss[(i * alone.Methods.Count) + zero] > 0 && Array.TrueForAll(able, m => IsScored(alone, i, m)))];
        if (able.Length == 0 || common.Length == 0)
        {
            return -1;
        }

        var losses = able.Select(m => common.Sum(i => Math.Sqrt(alone.Loss[(i * alone.Methods.Count) + m] / alone.Loss[(i * alone.Methods.Count) + zero]))).ToArray();
        var least = losses.Min();
        return able[Array.FindIndex(losses, loss => loss <= least * (1 + TieTolerance))];
    }

    private static bool IsScored(PanelForecast alone, int series, int method)
        => alone.StatesOf(series)[method] is CandidateState.Tested or CandidateState.Chosen && !double.IsNaN(alone.Loss[(series * alone.Methods.Count) + method]);
}
