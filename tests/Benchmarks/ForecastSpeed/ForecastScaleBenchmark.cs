using System.Diagnostics;
using System.Globalization;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Benchmarks.ForecastSpeed;

/// <summary>The whole choice over more and more weekly series: time and memory must grow as the series do.</summary>
internal static class ForecastScaleBenchmark
{
    public static int Run(string[] arguments)
    {
        var most = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        const int Weeks = 105;
        foreach (var series in new[] { 1_000, 10_000, 100_000, 1_000_000 }.Where(count => count <= most))
        {
            var panel = DemandPanels.Weekly(series, Weeks);
            var held = GC.GetTotalMemory(forceFullCollection: true);
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var result = PanelForecaster.Run(panel, new PanelForecastOptions { DegreeOfParallelism = 2 });
            var wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var used = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
            var added = GC.GetTotalMemory(forceFullCollection: true) - held;
            Console.WriteLine(
                $"{series,9:N0} x {Weeks}, h = 13, season 52: {wall,7:F2} s wall {used,7:F2} s processor {series / used,9:N0} series a processor second; panel {panel.BucketCount * 8 / 1e6,6:N0} MB, result {added / 1e6,6:N0} MB, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,6:N0} MB");
            GC.KeepAlive(result);
            GC.KeepAlive(panel);
        }

        return 0;
    }
}
