using System.Diagnostics;
using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Benchmarks.Clustering;

/// <summary>k-means on made-up points: as many Gaussian groups as clusters, with overlap (separation 3 in units of their spread) or without structure (0).</summary>
internal static class KMeansBenchmark
{
    public static int Run(string[] arguments)
    {
        var rows = arguments.Length > 0 ? int.Parse(arguments[0]) : 1_000_000;
        var dimensions = arguments.Length > 1 ? int.Parse(arguments[1]) : 8;
        var clusters = arguments.Length > 2 ? int.Parse(arguments[2]) : 9;
        var separation = arguments.Length > 3 ? double.Parse(arguments[3]) : 3;
        var threads = arguments.Length > 4 ? int.Parse(arguments[4]) : -1;
        var points = GaussianGroups.Points(rows, dimensions, clusters, separation);
        Console.WriteLine($"{rows:N0} x {dimensions}, k = {clusters}, separation {separation}, {Environment.ProcessorCount} processors, threads {threads}");
        foreach (var tolerance in (double?[])[null, 0])
        {
            var clusterer = new KMeansClusterer(new KMeansOptions { Clusters = clusters, Tolerance = tolerance, MaximumThreads = threads });
            for (var run = 0; run < (tolerance is null ? 5 : 2); run++)
            {
                var processor = Environment.CpuUsage.TotalTime;
                var watch = Stopwatch.StartNew();
                var fitted = clusterer.Fit(points);
                Console.WriteLine($"tolerance {tolerance?.ToString() ?? "by default"}: whole fit {watch.Elapsed.TotalMilliseconds,8:F0} ms ({(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:F0} ms of processor time), {fitted.Iterations} passes over all rows, inertia {fitted.Inertia:R}");
            }
        }

        return 0;
    }
}
