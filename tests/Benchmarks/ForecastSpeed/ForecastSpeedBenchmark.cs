using System.Diagnostics;
using System.Globalization;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Ssa;

namespace SegmentationML.Benchmarks.ForecastSpeed;

/// <summary>Times the methods over generated panels; prints wall and processor seconds, since the machine may be shared.</summary>
internal static class ForecastSpeedBenchmark
{
    private const int Threads = 2;

    public static int Run(string[] arguments)
    {
        var series = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 30_490;
        var runs = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 3;
        if (arguments.Length < 3 || arguments[2] != "ssa")
        {
            Daily(series, runs);
            Weekly(series, 277, 52, runs);
        }

        Singular(series, runs);
        return 0;
    }

    /// <summary>Each method's means over daily demand, h = 28, at array level.</summary>
    private static void Daily(int series, int runs)
    {
        const int Days = 1941, Horizon = 28, Season = 7;
        var panel = DemandPanels.Daily(series, Days);
        Console.WriteLine($"daily {series:N0} x {Days:N0}, h = {Horizon}, season {Season}, {DemandPanels.ZeroShare(panel):P1} zeros, {Threads} threads, median of {runs}");
        var mean = new double[(long)series * Horizon];
        foreach (var method in ForecasterCatalog.Named(["naive", "seasonal-naive", "mean", "ses", "croston", "sba", "sbj", "tsb", "hes", "croston-fitted", "adida", "imapa", "intermittent-median"]))
        {
            Print(method.Name, series, Time(runs, () => PanelForecaster.Mean(panel, method, Horizon, Season, mean, Threads)));
        }
    }

    /// <summary>The whole catalogue with back-test, choice, quantiles and spreads over weekly demand, h = 13, three origins; then one method at a time.</summary>
    private static void Weekly(int series, int weeks, int season, int runs)
    {
        const int Horizon = 13;
        var panel = DemandPanels.Weekly(series, weeks);
        var options = new PanelForecastOptions { Horizon = Horizon, Season = season, DegreeOfParallelism = Threads };
        Console.WriteLine($"weekly {series:N0} x {weeks}, h = {Horizon}, season {season}, {DemandPanels.ZeroShare(panel):P1} zeros, 3 origins, {Threads} threads, median of {runs}");
        PanelForecast? result = null;
        Print("whole choice", series, Time(runs, () => result = PanelForecaster.Run(panel, options)));
        Console.WriteLine("  chosen: " + string.Join(", ", Enumerable.Range(0, result!.Count).GroupBy(result.MethodName).OrderByDescending(static group => group.Count()).Select(static group => $"{group.Key} {group.Count()}")));
        Print("without ssa", series, Time(runs, () => PanelForecaster.Run(panel, options with { Methods = [.. ForecasterCatalog.Default.Where(static method => method.Name != "ssa")] })));
        var mean = new double[(long)series * Horizon];
        foreach (var method in ForecasterCatalog.Default)
        {
            Print(method.Name, series, Time(runs, () => PanelForecaster.Mean(panel, method, Horizon, season, mean, Threads)));
        }
    }

    /// <summary>Singular spectrum analysis at the sizes that other programs are measured at.</summary>
    private static void Singular(int series, int runs)
    {
        foreach (var (buckets, window, horizon, season) in ((int, int, int, int)[])[(105, 52, 13, 52), (48, 12, 6, 12)])
        {
            var panel = DemandPanels.Weekly(series, buckets);
            var mean = new double[(long)series * horizon];
            var energy = new SsaForecaster(new SsaOptions { Window = window, EnergyShare = 0.9, MostComponents = window });
            Console.WriteLine($"ssa {series:N0} x {buckets}, window {window}, h = {horizon}, {Threads} threads, median of {runs}");
            Print("rank by 90 %", series, Time(runs, () => PanelForecaster.Mean(panel, energy, horizon, season, mean, Threads)));
            Print("hard threshold", series, Time(runs, () => PanelForecaster.Mean(panel, new SsaForecaster(new SsaOptions { Window = window }), horizon, season, mean, Threads)));
            var formula = new SsaForecaster(new SsaOptions { Window = window, EnergyShare = 0.9, MostComponents = window, Spread = SsaSpread.Formula });
            Print("formula spreads", series, Time(runs, () => WithErrors(panel, formula, horizon, season)));
            var options = new PanelForecastOptions { Horizon = horizon, Season = season, DegreeOfParallelism = Threads, Methods = [energy, ForecasterCatalog.Named(["ses"])[0]], MethodLists = [["ssa"]], MethodListOfSeries = new int[series], Origins = 1, MinimumTraining = buckets };
            Print("and intervals", series, Time(runs, () => PanelForecaster.Run(panel, options)));
        }
    }

    /// <summary>Means and error spreads of every series, without a choice.</summary>
    private static void WithErrors(DemandPanel panel, IForecaster method, int horizon, int season)
        => Parallel.For(0, panel.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads }, () => (new ForecastWorkspace(), new double[horizon], new double[horizon], new double[method.ParameterNames.Count]), (i, _, state) =>
        {
            var detail = new ForecastDetail(state.Item2, state.Item3, horizon, state.Item4);
            method.ForecastWithErrors(new DemandHistory(panel[i], season, hasMissing: false), ref detail, state.Item1);
            return state;
        }, static _ => { });

    private static (double Wall, double Processor) Time(int runs, Action action)
    {
        action();
        var times = new List<(double Wall, double Processor)>();
        for (var run = 0; run < runs; run++)
        {
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            action();
            times.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds));
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static void Print(string name, int series, (double Wall, double Processor) time)
        => Console.WriteLine($"  {name,-16} {time.Wall,7:F3} s wall  {time.Processor,7:F3} s processor  {series / time.Wall,12:N0} series/s");
}
