using System.Diagnostics;
using System.Globalization;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Arima;
using SegmentationML.Core.Forecasting.Ets;
using SegmentationML.Core.Forecasting.Theta;

namespace SegmentationML.Benchmarks.SeasonalSpeed;

/// <summary>Times the automatic methods for smooth and seasonal demand over generated monthly series, forecasts with their errors, two threads.</summary>
internal static class SeasonalSpeedBenchmark
{
    private const int Months = 120;
    private const int Horizon = 28;
    private const int Threads = 2;

    public static int Run(string[] arguments)
    {
        var count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 300;
        var runs = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 3;
        var series = MonthlySeries.Make(count, Months);
        Console.WriteLine($"{count} monthly series of {Months}, h = {Horizon}, {Threads} threads, median of {runs}");
        var plain = Print("holt-winters, one form", Time(runs, series, new EtsForecaster(new EtsOptions { Form = "AAA" })), null);
        Print("ets", Time(runs, series, new EtsForecaster(new EtsOptions())), plain);
        Print("theta-auto", Time(runs, series, new ThetaForecaster(new ThetaOptions { Variant = ThetaVariant.Auto })), plain);
        Print($"arima, first {count / 10}", Time(runs, series[..(count / 10)], new ArimaForecaster(new ArimaOptions())), plain);
        return 0;
    }

    private static (double Wall, double Processor) Time(int runs, double[][] series, IForecaster method)
    {
        var times = new List<(double Wall, double Processor)>();
        for (var run = 0; run <= runs; run++)
        {
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            Forecast(series, method);
            if (run > 0)
            {
                times.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds));
            }
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static void Forecast(double[][] series, IForecaster method)
        => Parallel.For(0, series.Length, new ParallelOptions { MaxDegreeOfParallelism = Threads }, static () => new ForecastWorkspace(), (i, _, workspace) =>
        {
            var detail = new ForecastDetail(new double[Horizon], new double[Horizon], Horizon, new double[method.ParameterNames.Count]);
            method.ForecastWithErrors(new DemandHistory(series[i], MonthlySeries.Season, hasMissing: false), ref detail, workspace);
            return workspace;
        }, static _ => { });

    private static double Print(string name, (double Wall, double Processor) time, double? plain)
    {
        Console.WriteLine($"  {name,-24} {time.Wall,7:F3} s wall  {time.Processor,7:F3} s processor{(plain is { } other ? $"  {time.Processor / other,6:F1} times the one form" : string.Empty)}");
        return time.Processor;
    }
}
