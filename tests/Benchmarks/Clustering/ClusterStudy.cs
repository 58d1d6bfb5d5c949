using System.Diagnostics;
using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Choosing;
using SegmentationML.Core.Drift;

namespace SegmentationML.Benchmarks.Clustering;

/// <summary>ARI of every method and of the chooser on the public sets.</summary>
internal static class ClusterStudy
{
    public static int Run(string[] arguments)
    {
        var folder = arguments.Length > 0 ? arguments[0] : Environment.GetEnvironmentVariable("SEGML_DATA") ?? "../shared/data";
        var methods = ClustererCatalog.Methods;
        Console.WriteLine("| set | n x d | k | " + string.Join(" | ", methods.Select(method => method.Name)) + " | chooser | chose | within 0.05 |");
        Console.WriteLine("|---|---|---|" + string.Concat(Enumerable.Repeat("---|", methods.Count + 3)));
        var within = 0;
        foreach (var (path, clusters) in PublicClusterSets.All)
        {
            var table = PublicClusterSets.Features(folder, path);
            var reference = PublicClusterSets.Labels(folder, path);
            Console.Write($"| {path.Split('/')[1]} | {table.Rows} x {table.Columns} | {clusters} |");
            var best = 0.0;
            foreach (var method in methods)
            {
                var ari = Ari(table, reference, method.Create(new MethodSettings { Clusters = clusters }));
                best = Math.Max(best, ari);
                Console.Write(double.IsNaN(ari) ? " none |" : $" {ari:F3} |");
            }

            var watch = Stopwatch.StartNew();
            var (_, points) = ClusterFit.Prepare(table, new PreparationOptions());
            var choice = MethodChooser.Choose(points, new MethodChoiceOptions());
            var chosen = Ari(table, reference, choice.Clusterer);
            within += chosen >= best - 0.05 ? 1 : 0;
            Console.WriteLine($" {chosen:F3} | {choice.Method}, {choice.Clusters} | {(chosen >= best - 0.05 ? "yes" : "no")} |");
            foreach (var candidate in choice.Candidates.Where(candidate => candidate.Verdict.Length > 0))
            {
                Console.Error.WriteLine($"  {candidate}");
            }

            Console.Error.WriteLine($"{path}: chosen in {watch.Elapsed.TotalSeconds:F1} s");
        }

        Console.WriteLine($"{Environment.NewLine}Within 0.05 of the best method on {within} of {PublicClusterSets.All.Length} sets.");
        return 0;
    }

    private static double Ari(FeatureTable table, int[] reference, IClusterer clusterer)
    {
        try
        {
            return Ari(reference, ClusterFit.Of(table, new PreparationOptions(), clusterer).Labels);
        }
        catch (ProblemException)
        {
            return double.NaN;
        }
    }

    /// <summary>Points that the reference calls noise are left out.</summary>
    internal static double Ari(int[] reference, int[] labels)
    {
        int[] rows = [.. Enumerable.Range(0, reference.Length).Where(row => reference[row] != 0)];
        return AdjustedRandIndex.Of([.. rows.Select(row => reference[row])], [.. rows.Select(row => labels[row])]);
    }
}
