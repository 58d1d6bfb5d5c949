using System.Diagnostics;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Benchmarks.Demand;

/// <summary>All demand features of a made-up panel: two thirds zeros, a third launched late, a season.</summary>
internal static class DemandProfileBenchmark
{
    public static int Run(string[] arguments)
    {
        var series = arguments.Length > 0 ? int.Parse(arguments[0]) : 30_490;
        var periods = arguments.Length > 1 ? int.Parse(arguments[1]) : 277;
        var season = arguments.Length > 2 ? int.Parse(arguments[2]) : 52;
        var panel = Panel(series, periods, season);
        var options = new DemandProfileOptions { Seasonality = new SeasonalityOptions { Period = season } };
        Console.WriteLine($"{series:N0} series x {periods} periods, season {season}, {Environment.ProcessorCount} processors");
        for (var run = 0; run < 4; run++)
        {
            var processor = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            var profiles = DemandProfiler.MeasureAll(panel, options);
            Console.WriteLine($"{watch.Elapsed.TotalMilliseconds:F0} ms ({(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:F0} ms of processor time); mean ADI {profiles.Where(profile => profile.Intermittency.DemandPeriods > 0).Average(profile => profile.Intermittency.Adi):F4}");
        }

        return 0;
    }

    private static DemandPanel Panel(int series, int periods, int season)
    {
        var demand = new double[series][];
        for (var i = 0; i < series; i++)
        {
            var random = SplitMix64.ForStream(7, (ulong)i);
            var launch = random.NextInt32(3) == 0 ? random.NextInt32(periods) : 0;
            var rate = Math.Exp(random.NextGaussian());
            demand[i] = new double[periods];
            for (var t = launch; t < periods; t++)
            {
                var wave = 1 + (0.5 * Math.Sin(2 * Math.PI * t / season));
                demand[i][t] = random.NextDouble() < 0.33 * wave ? 1 + Math.Floor(rate * 4 * random.NextDouble()) : 0;
            }
        }

        return DemandPanel.FromSeries(demand);
    }
}
