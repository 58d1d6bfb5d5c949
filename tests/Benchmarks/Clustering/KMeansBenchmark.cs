using System.Diagnostics;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Numerics;

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
        var points = Points(rows, dimensions, clusters, separation);
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

    private static PointTable Points(int rows, int dimensions, int clusters, double separation)
    {
        var random = new SplitMix64(20240711);
        var centres = new double[clusters * dimensions];
        for (var i = 0; i < centres.Length; i++)
        {
            centres[i] = separation * random.NextGaussian() / Math.Sqrt(2);
        }

        var values = new double[rows * dimensions];
        for (var row = 0; row < rows; row++)
        {
            var centre = random.NextInt32(clusters) * dimensions;
            for (var d = 0; d < dimensions; d++)
            {
                values[(row * dimensions) + d] = centres[centre + d] + random.NextGaussian();
            }
        }

        return new PointTable(values, dimensions);
    }
}
