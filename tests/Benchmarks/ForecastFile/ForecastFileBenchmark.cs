using System.Diagnostics;
using System.Globalization;
using System.Text;
using SegmentationML.Benchmarks.ForecastSpeed;
using SegmentationML.Core.Demand;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.ForecastFile;

/// <summary>Forecasts through files: a long sorted Parquet file of series, time and value in, Parquet out.</summary>
internal static class ForecastFileBenchmark
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    public static int Run(string[] arguments)
    {
        var method = arguments.Length > 0 ? arguments[0] : "sba";
        var series = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 30_490;
        var runs = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 3;
        var folder = Directory.CreateDirectory(arguments.Length > 3 ? arguments[3] : Path.Combine(Path.GetTempPath(), "segml-forecast-file")).FullName;
        Measure(method, Daily(folder, series), 28, runs);
        return 0;
    }

    /// <summary>Weekly series in growing numbers: seconds must grow as the series do.</summary>
    public static int RunScale(string[] arguments)
    {
        var method = arguments.Length > 0 ? arguments[0] : "sba";
        var most = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateDirectory(arguments.Length > 2 ? arguments[2] : Path.Combine(Path.GetTempPath(), "segml-forecast-file")).FullName;
        foreach (var series in new[] { 1_000, 10_000, 100_000, 1_000_000 }.Where(count => count <= most))
        {
            Measure(method, Weekly(folder, series), 13, 1);
        }

        return 0;
    }

    private static void Measure(string method, string file, int horizon, int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            var program = Path.Combine(AppContext.BaseDirectory, "segml.dll");
            var output = Path.ChangeExtension(file, $".{method}.out.parquet");
            var start = new ProcessStartInfo("dotnet", [program, "forecast", "--in", file, "--series", "series", "--time", "time", "--value", "value", "--horizon", $"{horizon}", "--methods", method, "--out", output]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            var clock = Stopwatch.GetTimestamp();
            using var process = Process.Start(start)!;
            var (peak, processor) = (0L, TimeSpan.Zero);
            while (!process.WaitForExit(20))
            {
                try
                {
                    process.Refresh();
                    (peak, processor) = (Math.Max(peak, process.PeakWorkingSet64), process.TotalProcessorTime);
                }
                catch (InvalidOperationException)
                {
                    // It has just ended.
                }
            }

            var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            Console.WriteLine($"{Path.GetFileName(file)} {method}: exit {process.ExitCode}, {seconds,7:F2} s wall, {processor.TotalSeconds,7:F2} s processor, peak {peak / 1e6,6:N0} MB; {new FileInfo(file).Length / 1e6:N0} MB in, {(File.Exists(output) ? new FileInfo(output).Length / 1e6 : 0):N1} MB out");
            if (process.ExitCode != 0)
            {
                Console.WriteLine(process.StandardError.ReadToEnd());
            }
        }
    }

    private static string Daily(string folder, int series) => Write(Path.Combine(folder, $"daily-{series}.parquet"), () => DemandPanels.Daily(series, 1941), 1);

    private static string Weekly(string folder, int series) => Write(Path.Combine(folder, $"weekly-{series}.parquet"), () => DemandPanels.Weekly(series, 105), 7);

    private static string Write(string path, Func<DemandPanel> make, int days)
    {
        if (File.Exists(path))
        {
            return path;
        }

        var panel = make();
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Path = $"{path}.db" });
        engine.Execute("CREATE TABLE t (series VARCHAR, time DATE, value DOUBLE)");
        using (var appender = engine.Append("t"))
        {
            var first = new DateOnly(2019, 1, 7).DayNumber - Epoch.DayNumber;
            for (var i = 0; i < panel.Count; i++)
            {
                var name = Encoding.UTF8.GetBytes($"ITEM_{i % 3049:D4}_STORE_{i:D7}");
                var n = panel.Length(i);
                appender.SetUtf8(0, [.. Enumerable.Repeat(name, n).SelectMany(static x => x)], [.. Enumerable.Range(0, n + 1).Select(k => k * name.Length)], []);
                appender.Set<int>(1, [.. Enumerable.Range(0, n).Select(k => first + (k * days))]);
                appender.Set(2, panel[i]);
                appender.WriteBatch();
            }

            appender.Complete();
        }

        engine.Execute($"COPY t TO '{path}' (FORMAT parquet, COMPRESSION zstd)");
        engine.Dispose();
        File.Delete($"{path}.db");
        return path;
    }
}
