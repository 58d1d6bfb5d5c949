using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.Pooling;

namespace SegmentationML.Core.Forecasting;

/// <summary>Forecasts many series: chooses a method for each by back-test, and gives mean, quantiles, error spread and the reason.</summary>
/// <remarks>Work is linear in the series, parallel over them, and writes each result to its own place: the same bytes for any number of threads. Memory beyond panel and result is constant per thread.</remarks>
public static class PanelForecaster
{
    /// <summary>Methods that can compete at most.</summary>
    public const int MostMethods = 62;

    private const int ChunkLength = 64;

    /// <summary>Chooses and forecasts.</summary>
    /// <param name="panel">The demand.</param>
    /// <param name="options">Checked here, against the panel too.</param>
    /// <param name="progress">Told the share done, in [0, 1], from the working threads; null for nobody.</param>
    /// <param name="cancellation">Ends the work between two chunks of series.</param>
    /// <exception cref="ProblemException">All that is wrong with the options.</exception>
    public static PanelForecast Run(DemandPanel panel, PanelForecastOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ProblemException.ThrowIfAny(options.Validate());
        ProblemException.ThrowIfAny(options.Validate(panel));
        var methods = options.Competitors();
        var result = new PanelForecast(panel.Count, options.Horizon, methods, new QuantileLevels(options.Levels));
        var lists = options.MethodLists.Select(list => Mask(methods, list)).ToArray();
        var all = Mask(methods, options.Methods.Select(static method => method.Name));
        var groups = options.GroupOfSeries.Count == 0 ? [] : GroupChoice.Run(panel, methods, options, cancellation);
        options = options with { Pool = options.Combines ? options.Pool ?? PanelPool.Learn(panel, options, cancellation) : null };
        PanelLoop.Run(
            panel.Count,
            ChunkLength,
            options.DegreeOfParallelism,
            () => new SeriesChoice(methods, options),
            (choice, series) =>
            {
                var list = options.MethodListOfSeries.Count == 0 ? -1 : options.MethodListOfSeries[series];
                var leadTime = options.LeadTimes.Count == 0 ? options.Horizon : options.LeadTimes[series];
                choice.Forecast(panel[series], list < 0 ? all : lists[list], list < 0, leadTime, GroupMethod(options, groups, series), result, series);
            },
            progress,
            cancellation);
        return result;
    }

    /// <summary>The mean forecast of one method for every series, without choice or spread.</summary>
    /// <param name="panel">The demand.</param>
    /// <param name="method">The method.</param>
    /// <param name="horizon">Buckets to forecast, at least 1.</param>
    /// <param name="season">Buckets in a season, at least 1.</param>
    /// <param name="mean">Receives the means, shape (count × horizon); NaN for a series that the method refuses (<see cref="ForecastRefusal.Check"/> says why).</param>
    /// <param name="degreeOfParallelism">Threads at most.</param>
    /// <param name="cancellation">Ends the work between two chunks of series.</param>
    public static void Mean(DemandPanel panel, IForecaster method, int horizon, int season, double[] mean, int degreeOfParallelism, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(season);
        ArgumentOutOfRangeException.ThrowIfNotEqual(mean.LongLength, panel.Count * (long)horizon, nameof(mean));
        var clean = panel.MissingCount == 0 && panel.InvalidCount == 0;
        PanelLoop.Run(
            panel.Count,
            ChunkLength,
            degreeOfParallelism,
            static () => new ForecastWorkspace(),
            (workspace, series) =>
            {
                var demand = panel[series];
                var target = mean.AsSpan(series * horizon, horizon);
                if (clean ? demand.Length >= method.MinimumHistory(season) : ForecastRefusal.Check(method, demand, season) is null)
                {
                    method.Forecast(new DemandHistory(demand, season, hasMissing: !clean), target, workspace);
                }
                else
                {
                    target.Fill(double.NaN);
                }
            },
            progress: null,
            cancellation);
    }

    private static int GroupMethod(PanelForecastOptions options, int[] groups, int series)
        => groups.Length == 0 || options.GroupOfSeries[series] < 0 ? -1 : groups[options.GroupOfSeries[series]];

    private static ulong Mask(IReadOnlyList<IForecaster> methods, IEnumerable<string> allowed)
    {
        var names = allowed.ToHashSet();
        ulong mask = 0;
        for (var m = 0; m < methods.Count; m++)
        {
            mask |= names.Contains(methods[m].Name) ? 1UL << m : 0;
        }

        return mask;
    }
}
