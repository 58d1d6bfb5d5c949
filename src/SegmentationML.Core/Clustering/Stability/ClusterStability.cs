using SegmentationML.Core.Drift;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.Stability;

/// <summary>Whether clusters come back when the data or the seed are others.</summary>
/// <remarks>Hennig (2007), Computational Statistics and Data Analysis 52, 258-271: rows are drawn with replacement, clustered anew, and each cluster is compared over the rows drawn with the most like of the new ones.</remarks>
public static class ClusterStability
{
    /// <summary>Measures a method on points.</summary>
    /// <param name="points">Prepared points in key order.</param>
    /// <param name="partition">The clusters to judge.</param>
    /// <param name="method">Makes the method for a seed.</param>
    /// <param name="options">Resamples and sizes.</param>
    /// <param name="cancellationToken">Stops between fits.</param>
    public static StabilityReport Measure(PointTable points, Partition partition, Func<ulong, IClusterer> method, StabilityOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        int[] rows = points.Rows <= options.SampleRows ? [.. Enumerable.Range(0, points.Rows)] : RowSample.Indices(points.Rows, options.SampleRows, options.Seed);
        var sums = new double[partition.Clusters];
        var dissolved = new int[partition.Clusters];
        var seen = new int[partition.Clusters];
        var done = 0;
        for (var b = 0; b < options.Resamples; b++)
        {
            var random = SplitMix64.ForStream(options.Seed, (ulong)b);
            var drawn = Drawn(rows, ref random);
            if (Fitted(method(options.Seed), points.Only(drawn), cancellationToken) is not { } again)
            {
                continue;
            }

            done++;
            Compare(drawn, partition, again, sums, dissolved, seen);
        }

        return new StabilityReport(
            [.. sums.Select((sum, c) => seen[c] == 0 ? double.NaN : sum / seen[c])],
            [.. dissolved.Select((count, c) => seen[c] == 0 ? double.NaN : (double)count / seen[c])],
            SeedAgreement(points.Only(rows), method, options, cancellationToken),
            done);
    }

    /// <summary>As many rows as there are, with replacement, ascending.</summary>
    private static int[] Drawn(int[] rows, ref SplitMix64 random)
    {
        var drawn = new int[rows.Length];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = rows[random.NextInt32(rows.Length)];
        }

        Array.Sort(drawn);
        return drawn;
    }

    private static void Compare(int[] drawn, Partition partition, Partition again, double[] sums, int[] dissolved, int[] seen)
    {
        var overlap = new int[partition.Clusters, again.Clusters];
        var before = new int[partition.Clusters];
        var after = new int[again.Clusters];
        for (var i = 0; i < drawn.Length; i++)
        {
            // A row that was drawn twice is one point of the set.
            if (i > 0 && drawn[i] == drawn[i - 1])
            {
                continue;
            }

            var (old, current) = (partition.Labels[drawn[i]], again.Labels[i]);
            before[Math.Max(old, 0)] += old < 0 ? 0 : 1;
            after[Math.Max(current, 0)] += current < 0 ? 0 : 1;
            overlap[Math.Max(old, 0), Math.Max(current, 0)] += old < 0 || current < 0 ? 0 : 1;
        }

        for (var old = 0; old < before.Length; old++)
        {
            if (before[old] > 0)
            {
                var jaccard = Enumerable.Range(0, after.Length).Max(current => (double)overlap[old, current] / (before[old] + after[current] - overlap[old, current]));
                sums[old] += jaccard;
                seen[old]++;
                dissolved[old] += jaccard <= 0.5 ? 1 : 0;
            }
        }
    }

    private static double SeedAgreement(PointTable points, Func<ulong, IClusterer> method, StabilityOptions options, CancellationToken cancellationToken)
    {
        var own = options.Seeds == 0 ? null : Fitted(method(options.Seed), points, cancellationToken);
        double[] agreements = own is null ? [] : [.. Enumerable.Range(1, options.Seeds)
            .Select(offset => Fitted(method(options.Seed + (ulong)offset), points, cancellationToken))
            .Where(other => other is not null)
            .Select(other => AdjustedRandIndex.Of(own.Labels, other!.Labels))];
        return agreements.Length == 0 ? double.NaN : agreements.Average();
    }

    private static Partition? Fitted(IClusterer clusterer, PointTable points, CancellationToken cancellationToken)
    {
        try
        {
            return clusterer.Fit(points, cancellationToken);
        }
        catch (ProblemException refused) when (refused.Problems.All(problem => problem.Code is "SEG-CLUS-007" or "SEG-CLUS-008" or "SEG-CLUS-019"))
        {
            return null;
        }
    }
}
