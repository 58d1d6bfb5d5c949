using System.Diagnostics;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Density;
using SegmentationML.Core.Clustering.Hierarchical;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Clustering.Sized;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Benchmarks.Clustering;

/// <summary>Speed and memory of the clusterings beside what other programs needed on the same kind of machine.</summary>
internal static class ClusterSpeed
{
    public static int Run(string[] arguments)
    {
        var wanted = arguments.Length > 0 ? arguments[0] : "all";
        Console.WriteLine("| work | s | processor s | peak memory MB | aim s | what came out |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, aim, prepare) in Works().Where(work => wanted == "all" || work.Name.StartsWith(wanted, StringComparison.Ordinal)))
        {
            var work = prepare();
            GC.Collect();
            var processor = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            var outcome = work();
            var seconds = watch.Elapsed.TotalSeconds;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine($"| {name} | {seconds:F2} | {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:F2} | {process.PeakWorkingSet64 >> 20} | {aim} | {outcome} |");
        }

        return 0;
    }

    private static IEnumerable<(string Name, string Aim, Func<Func<string>> Prepare)> Works()
    {
        yield return ("kmeans 1,000,000 x 8, k = 9", "0.4", () => KMeans(1_000_000, 8, 9));
        yield return ("kmeans again (code warm)", "0.4", () => KMeans(1_000_000, 8, 9));
        yield return ("kmeans 200,000 x 16, k = 12", "0.1", () => KMeans(200_000, 16, 12));
        yield return ("kmeans 200,000 x 16, k = 12, again (code warm)", "0.1", () => KMeans(200_000, 16, 12));
        yield return ("oversampled 1,000,000 x 8, k = 9, k-means‖ instead of a sample", "", () => KMeans(1_000_000, 8, 9, KMeansStart.Oversampled));
        yield return ("kmeans-iterations 1,000,000 x 8, k = 9, to the exact end", "0.008 an iteration", () => Iterations(1_000_000, 8, 9));
        yield return ("sized 23,000 x 50, k = 10, at least 2,290 rows", "10", () => Sized(23_000, 50, 10, 2_290));
        yield return ("sized 1,000,000 x 8, k = 9, at least 111,000 rows", "", () => Sized(1_000_000, 8, 9, 111_000));
        yield return ("hdbscan 20,000 x 8", "a fifth of R's", () => Hdbscan(20_000));
        yield return ("hdbscan 100,000 x 8", "30", () => Hdbscan(100_000));
        yield return ("ward 20,000 x 8", "R's", () => Ward(20_000));
        yield return ("score 1,000,000 x 8, k = 9, with second cluster and margins", "1", Score);
        yield return ("score and assign 1,000,000 x 8, k = 9, with segment, reason and margins", "1", Assign);
    }

    private static Func<string> KMeans(int rows, int dimensions, int clusters, KMeansStart start = KMeansStart.PlusPlus)
    {
        var points = GaussianGroups.Points(rows, dimensions, clusters, 3);
        return () =>
        {
            var fit = new KMeansClusterer(new KMeansOptions { Clusters = clusters, Start = start }).Fit(points);
            return $"inertia {fit.Inertia:R}, {fit.Iterations} passes over all rows";
        };
    }

    private static Func<string> Iterations(int rows, int dimensions, int clusters)
    {
        var points = GaussianGroups.Points(rows, dimensions, clusters, 0);
        return () =>
        {
            var watch = Stopwatch.StartNew();
            var fit = new KMeansClusterer(new KMeansOptions { Clusters = clusters, Tolerance = 0, Restarts = 1, SampleRows = 1_000, MaximumIterations = 400 }).Fit(points);
            return $"{fit.Iterations} passes, {watch.Elapsed.TotalMilliseconds / fit.Iterations:F2} ms each, all else included";
        };
    }

    private static Func<string> Sized(int rows, int dimensions, int clusters, int least)
    {
        var points = GaussianGroups.Points(rows, dimensions, clusters, 3);
        return () =>
        {
            var fit = new SizedKMeansClusterer(new SizedKMeansOptions { Clusters = clusters, MinimumSize = least }).Fit(points, out var gap);
            return $"{fit.Iterations} assignments, smallest {fit.Sizes.Min()}, gap of the last {gap:E1}";
        };
    }

    private static Func<string> Hdbscan(int rows)
    {
        var points = GaussianGroups.Points(rows, 8, 9, 6);
        return () =>
        {
            var fit = new HdbscanClusterer(new HdbscanOptions { MinimumClusterSize = 15, MinimumSamples = 15, Noise = NoiseRule.Unassigned }).Fit(points);
            return $"{fit.Clusters} clusters, {fit.Labels.Count(label => label < 0)} noise";
        };
    }

    private static Func<string> Ward(int rows)
    {
        var points = GaussianGroups.Points(rows, 8, 9, 6);
        return () => $"last merge at {new HierarchicalClusterer(new HierarchicalOptions()).Tree(points).Merges[^1].Height:R}; 8 n² / 2 bytes are {8L * rows * rows / 2 >> 20} MB";
    }

    private static Func<string> Score()
    {
        var training = FeatureTable.InKeyOrder(GaussianGroups.Points(20_000, 8, 9, 3).Values, [.. Enumerable.Range(1, 8).Select(i => $"x{i}")]);
        var model = ClusterFit.Of(training, new PreparationOptions(), new KMeansClusterer(new KMeansOptions { Clusters = 9 })).Model;
        var table = FeatureTable.InKeyOrder(GaussianGroups.Points(1_000_000, 8, 9, 3).Values, training.Names);
        return () => $"{model.Score(table).Labels.Count(label => label == 0)} in the first";
    }

    private static Func<string> Assign()
    {
        var training = FeatureTable.InKeyOrder(GaussianGroups.Points(20_000, 8, 9, 3).Values, [.. Enumerable.Range(1, 8).Select(i => $"x{i}")]);
        var model = ClusterFit.Of(training, new PreparationOptions(), new KMeansClusterer(new KMeansOptions { Clusters = 9 })).Model;
        var table = FeatureTable.InKeyOrder(GaussianGroups.Points(1_000_000, 8, 9, 3).Values, training.Names);
        return () =>
        {
            var classification = new ClusterClassification(model.Score(table), 9);
            var assigned = Segmenter.Assign([classification], SegmentMatrix.EachClass(classification.Scheme));
            return $"{assigned.Segment.Length} segments, {assigned.Reasons.Count} different reasons";
        };
    }
}
