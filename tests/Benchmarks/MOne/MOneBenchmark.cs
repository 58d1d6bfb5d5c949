using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Benchmarks.MOne;

/// <summary>sMAPE and MASE of every method and of the choice on the 1,001 series of the M1 competition, by their frequency.</summary>
internal static class MOneBenchmark
{
    private const int Threads = 2;
    private static readonly (string Name, ForecastEffort Effort)[] Efforts = [("auto", ForecastEffort.Auto), ("thorough", ForecastEffort.Thorough), ("quick", ForecastEffort.Quick), ("least", ForecastEffort.Least)];

    public static int Run(string[] arguments)
    {
        var path = arguments.Length > 0 ? arguments[0] : Path.Combine(Environment.GetEnvironmentVariable("SEGML_DATA") ?? Path.Combine("..", "shared", "data"), "m1", "m1.csv.gz");
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"{path} is not here: give its path, or set SEGML_DATA to the folder of public data sets.");
            return 1;
        }

        var series = MOneData.Read(path);
        Console.WriteLine($"{series.Count} series; sMAPE (0 to 200) / MASE, means over the series");
        Console.WriteLine($"{"method",-30}{string.Concat(Periods(series).Append("ALL").Select(static period => $"{period,18}"))}{"s processor",14}");
        var rows = arguments.Length > 1 ? arguments[1].Split(',') : [.. ForecasterCatalog.All.Select(static method => method.Name), "auto", "quick", "least"];
        foreach (var method in ForecasterCatalog.All.Where(method => rows.Contains(method.Name)))
        {
            Print(method.Name, series, () => Single(series, method));
        }

        foreach (var (name, effort) in Efforts.Where(one => rows.Contains(one.Name)))
        {
            var quantiles = new QuantileScore();
            Print(name, series, () => Choice(series, effort, quantiles));
            Console.WriteLine($"  {quantiles}");
        }

        return 0;
    }

    private static IEnumerable<string> Periods(IReadOnlyList<MOneSeries> series) => series.GroupBy(static one => one.Period).OrderBy(static one => one.First().Season).Select(static one => one.Key);

    /// <summary>The choice by demand class, of all series of a frequency at once.</summary>
    private static double[][] Choice(IReadOnlyList<MOneSeries> series, ForecastEffort effort, QuantileScore quantiles)
    {
        var forecasts = new double[series.Count][];
        foreach (var group in Enumerable.Range(0, series.Count).GroupBy(i => (series[i].Season, Horizon: series[i].After.Length)))
        {
            int[] picked = [.. group];
            var panel = DemandPanel.FromSeries([.. picked.Select(i => series[i].History)]);
            var options = AutomaticMethods.For(new PanelForecastOptions { Horizon = group.Key.Horizon, Season = group.Key.Season, DegreeOfParallelism = Threads }, panel, effort);
            var result = PanelForecaster.Run(panel, options);
            Console.WriteLine($"  season {group.Key.Season}: {string.Join(", ", Enumerable.Range(0, result.Count).GroupBy(k => $"{result.MethodName(k)} ({result.Reason[k].Code()})").OrderByDescending(static one => one.Count()).Select(static one => $"{one.Key} {one.Count()}"))}");
            for (var k = 0; k < picked.Length; k++)
            {
                forecasts[picked[k]] = result.MeanOf(k).ToArray();
                quantiles.Add(series[picked[k]], result, k);
            }
        }

        return forecasts;
    }

    private static double[][] Single(IReadOnlyList<MOneSeries> series, IForecaster method)
    {
        var forecasts = new double[series.Count][];
        Parallel.For(0, series.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads }, static () => new ForecastWorkspace(), (i, _, workspace) =>
        {
            var (history, mean) = (series[i].History, new double[series[i].After.Length]);
            var answers = method.MinimumHistory(series[i].Season) <= history.Length;
            (answers ? method : ForecasterCatalog.Named(["ses"])[0]).Forecast(new DemandHistory(history, series[i].Season, Array.Exists(history, double.IsNaN)), mean, workspace);
            forecasts[i] = mean;
            return workspace;
        }, static _ => { });
        return forecasts;
    }

    private static void Print(string name, IReadOnlyList<MOneSeries> series, Func<double[][]> forecast)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var forecasts = forecast();
        var used = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        var cells = Periods(series).Append(null).Select(period =>
        {
            var picked = Enumerable.Range(0, series.Count).Where(i => period is null || series[i].Period == period).ToArray();
            var smape = picked.Average(i => SymmetricAbsolutePercentageError.Measure(series[i].After, forecasts[i]));
            var mase = picked.Select(i => MeanAbsoluteScaledError.Measure(series[i].History, series[i].After, forecasts[i], series[i].Season)).Where(double.IsFinite).Average();
            return $"{$"{smape:F2} / {mase:F3}",18}";
        });
        Console.WriteLine($"{name,-30}{string.Concat(cells)}{used,14:F2}");
    }
}
