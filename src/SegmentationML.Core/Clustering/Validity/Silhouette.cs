using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.Validity;

/// <summary>Silhouettes: (b - a) / max(a, b), a the mean distance to the own cluster without the point itself, b the least mean distance to another; 0 for a cluster of one.</summary>
/// <remarks>Rousseeuw (1987), Journal of Computational and Applied Mathematics 20, 53-65; the simplified form: Hruschka, de Castro and Campello (2004). Two clusters in use are needed.</remarks>
public static class Silhouette
{
    private const int LeastPerCluster = 10;

    /// <summary>Every point against every other: quadratic in the number of points.</summary>
    /// <param name="points">The points.</param>
    /// <param name="labels">One label a point, from 0; -1 is noise.</param>
    /// <param name="clusters">Number of clusters.</param>
    /// <param name="cancellationToken">Stops between points.</param>
    public static SilhouetteResult Exact(PointTable points, ReadOnlySpan<int> labels, int clusters, CancellationToken cancellationToken = default)
    {
        var groups = LabelGroups.Of(points, labels, clusters);
        return Measured(SilhouetteKind.Exact, points, groups, groups.Clustered, cancellationToken);
    }

    /// <summary>A sample of points against all points; every cluster has at least 10 in it, or all it has.</summary>
    /// <param name="points">The points.</param>
    /// <param name="labels">One label a point, from 0; -1 is noise.</param>
    /// <param name="clusters">Number of clusters.</param>
    /// <param name="sample">About how many points to measure.</param>
    /// <param name="seed">Seed of the sample.</param>
    /// <param name="cancellationToken">Stops between points.</param>
    public static SilhouetteResult Sampled(PointTable points, ReadOnlySpan<int> labels, int clusters, int sample, ulong seed = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sample);
        var groups = LabelGroups.Of(points, labels, clusters);
        var rows = new List<int>();
        for (var cluster = 0; cluster < clusters; cluster++)
        {
            var members = groups.Members(cluster);
            var share = (int)Math.Round((double)sample * members.Length / groups.Clustered.Length);
            var take = Math.Min(Math.Max(share, LeastPerCluster), members.Length);
            foreach (var index in RowSample.Indices(members.Length, take, seed + (ulong)cluster))
            {
                rows.Add(members[index]);
            }
        }

        rows.Sort();
        return Measured(SilhouetteKind.Sampled, points, groups, [.. rows], cancellationToken);
    }

    /// <summary>Every point against the centres: linear in the number of points.</summary>
    /// <param name="points">The points.</param>
    /// <param name="labels">One label a point, from 0; -1 is noise.</param>
    /// <param name="clusters">Number of clusters.</param>
    public static SilhouetteResult Simplified(PointTable points, ReadOnlySpan<int> labels, int clusters)
    {
        var groups = LabelGroups.Of(points, labels, clusters);
        var centres = groups.Centres(points);
        var rows = groups.Clustered;
        var values = new double[rows.Length];
        Parallel.For(0, rows.Length, i =>
        {
            double own = 0, other = double.PositiveInfinity;
            for (var c = 0; c < clusters; c++)
            {
                var distance = groups.Sizes[c] == 0 ? double.PositiveInfinity : Math.Sqrt(Distance.Squared(points.Row(rows[i]), centres.AsSpan(c * points.Dimensions, points.Dimensions)));
                (own, other) = c == groups.Labels[rows[i]] ? (distance, other) : (own, Math.Min(other, distance));
            }

            values[i] = groups.Sizes[groups.Labels[rows[i]]] == 1 ? 0 : Value(own, other);
        });
        return Result(SilhouetteKind.Simplified, groups, rows, values);
    }

    private static SilhouetteResult Measured(SilhouetteKind kind, PointTable points, LabelGroups groups, int[] rows, CancellationToken cancellationToken)
    {
        var values = new double[rows.Length];
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancellationToken }, () => new double[groups.Clusters], (i, _, sums) =>
        {
            Array.Clear(sums);
            foreach (var other in groups.Clustered)
            {
                sums[groups.Labels[other]] += Math.Sqrt(Distance.Squared(points.Row(rows[i]), points.Row(other)));
            }

            values[i] = Value(sums, groups.Sizes, groups.Labels[rows[i]]);
            return sums;
        }, _ => { });
        return Result(kind, groups, rows, values);
    }

    private static double Value(double[] sums, long[] sizes, int own)
    {
        if (sizes[own] == 1)
        {
            return 0;
        }

        var least = double.PositiveInfinity;
        for (var c = 0; c < sums.Length; c++)
        {
            least = c != own && sizes[c] > 0 ? Math.Min(least, sums[c] / sizes[c]) : least;
        }

        return Value(sums[own] / (sizes[own] - 1), least);
    }

    private static double Value(double own, double other) => own == other ? 0 : (other - own) / Math.Max(own, other);

    private static SilhouetteResult Result(SilhouetteKind kind, LabelGroups groups, int[] rows, double[] values)
    {
        var sums = new double[groups.Clusters];
        var counts = new long[groups.Clusters];
        for (var i = 0; i < rows.Length; i++)
        {
            sums[groups.Labels[rows[i]]] += values[i];
            counts[groups.Labels[rows[i]]]++;
        }

        var mean = 0.0;
        var means = new double[groups.Clusters];
        for (var c = 0; c < means.Length; c++)
        {
            means[c] = counts[c] == 0 ? double.NaN : sums[c] / counts[c];
            mean += counts[c] == 0 ? 0 : means[c] * groups.Sizes[c] / groups.Clustered.Length;
        }

        return new SilhouetteResult(kind, mean, means, values, rows, 1 - ((double)groups.Clustered.Length / groups.Labels.Length));
    }
}
