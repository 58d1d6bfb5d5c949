using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Clustering.Stability;
using SegmentationML.Core.Clustering.Validity;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>What a clustering of a file is compared with: other numbers of clusters, and other windows of history.</summary>
internal static class ClusterFileStudy
{
    private const int SampleRows = 1_000;
    private const int MostClusters = 10;
    private const int References = 20;

    /// <summary>Every number of clusters from 1, by k-means on a sample.</summary>
    public static IReadOnlyList<ClusterFileCount> Counts(PointTable points, ulong seed, CancellationToken cancellation)
    {
        if (points.Dimensions == 0)
        {
            return [];
        }

        var numbers = points.Categories is null ? points : new PointTable(points.Values, points.Dimensions);
        var sample = numbers.Rows <= SampleRows ? numbers : numbers.Only([.. Enumerable.Range(0, SampleRows).Select(i => (int)((long)i * numbers.Rows / SampleRows))]);
        IClusterer Method(int clusters) => new KMeansClusterer(new KMeansOptions { Clusters = clusters, Restarts = 10, Seed = seed });
        var most = Math.Min(MostClusters, Math.Min(sample.Rows / 3, Distinct(sample) - 1));
        if (most < 2)
        {
            return [];
        }

        Partition[] fits = [.. Enumerable.Range(1, most).Select(clusters => Method(clusters).Fit(sample, cancellation))];
        var gaps = GapStatistic.Of(sample, most, Method, References, seed, cancellation);
        double[] silhouettes = [.. fits.Select(fit => fit.Clusters == 1 ? double.NaN : Silhouette.Exact(sample, fit.Labels, fit.Clusters, cancellation).Mean)];
        var chosen = new (string Score, int Clusters)[]
        {
            ("silhouette", Array.IndexOf(silhouettes, silhouettes.Skip(1).Max()) + 1),
            ("gap", GapStatistic.Choose(gaps)),
            ("knee", Kneedle.Find([.. fits.Select(fit => fit.Inertia)], KneedleShape.ConvexDecreasing) + 1),
        };
        return [.. fits.Select((fit, i) => new ClusterFileCount(fit.Clusters, fit.Inertia, silhouettes[i], gaps[i].Gap, gaps[i].Error, string.Join(", ", chosen.Where(by => by.Clusters == fit.Clusters).Select(by => by.Score))))];
    }

    /// <summary>Each window with the next; rows in no cluster are left out.</summary>
    public static IReadOnlyList<ClusterFileAgreement> Agreements(IQueryEngine engine, ClusterFileRequest request, string[] keys, int[] labels, CancellationToken cancellation)
    {
        if (request.Against.Count == 0)
        {
            return [];
        }

        var windows = new List<IReadOnlyDictionary<string, int>>(request.Against.Select(path => Window(engine, path, request.Key!, cancellation)));
        windows.Add(Enumerable.Range(0, keys.Length).Where(row => labels[row] >= 0).ToDictionary(row => keys[row], row => labels[row], StringComparer.Ordinal));
        string[] names = [.. request.Against.Select(path => Path.GetFileName(path)), "this"];
        return [.. WindowAgreement.Rolling(windows).Select((agreement, i) => new ClusterFileAgreement(names[i], names[i + 1], agreement))];
    }

    private static Dictionary<string, int> Window(IQueryEngine engine, string path, string key, CancellationToken cancellation)
    {
        var columns = ClusterFileTable.Columns(engine, ClusterFileTable.Source(path));
        ProblemException.ThrowIfAny(from name in (string[])[key, "cluster"] where !columns.ContainsKey(name) select new Problem("SEG-CLUS-103", $"{path} has no column '{name}'.", ClosestMatch.Hint(name, [.. columns.Keys])));
        var (keys, clusters) = (ClusterFileTable.Texts(engine, path, key, cancellation), ClusterFileTable.Texts(engine, path, "cluster", cancellation));
        var (numbers, window) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var row = 0; row < keys.Count; row++)
        {
            if (clusters[row] is not (null or "noise" or "inactive") && !window.TryAdd(keys[row] ?? "", numbers.TryGetValue(clusters[row]!, out var number) ? number : numbers[clusters[row]!] = numbers.Count))
            {
                throw new ProblemException(new Problem("SEG-CLUS-104", string.Create(CultureInfo.InvariantCulture, $"{path} has '{keys[row]}' twice in column '{key}'."), "Give each key one cluster."));
            }
        }

        return window;
    }

    private static int Distinct(PointTable points)
        => Enumerable.Range(0, points.Rows).Select(row => string.Join(';', points.Row(row).ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)))).Distinct(StringComparer.Ordinal).Count();
}
