using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.Validity;

/// <summary>Scores of a partition that need only centres; noise is left out.</summary>
/// <param name="Inertia">Sum of squared distances to the own centre.</param>
/// <param name="DaviesBouldin">Mean over clusters of the worst (S_i + S_j) / d_ij, S the mean distance to the centre: lower is better; infinite when two centres coincide.</param>
/// <param name="CalinskiHarabasz">(B / (k - 1)) / (W / (n - k)): higher is better; infinite when W is 0, NaN when every point is its own cluster.</param>
/// <param name="Clusters">Clusters in use.</param>
/// <param name="Points">Points that are no noise.</param>
/// <remarks>Davies and Bouldin (1979), IEEE PAMI 1, 224-227; Caliński and Harabasz (1974), Communications in Statistics 3, 1-27.</remarks>
public readonly record struct ClusterScores(double Inertia, double DaviesBouldin, double CalinskiHarabasz, int Clusters, int Points)
{
    /// <summary>Scores a partition.</summary>
    /// <param name="points">The points.</param>
    /// <param name="labels">One label a point, from 0; -1 is noise; at least two clusters in use.</param>
    /// <param name="clusters">Number of clusters.</param>
    public static ClusterScores Of(PointTable points, ReadOnlySpan<int> labels, int clusters)
    {
        var groups = LabelGroups.Of(points, labels, clusters);
        var centres = groups.Centres(points);
        var spread = new double[clusters];
        var within = 0.0;
        foreach (var row in groups.Clustered)
        {
            var label = groups.Labels[row];
            var squared = Distance.Squared(points.Row(row), centres.AsSpan(label * points.Dimensions, points.Dimensions));
            within += squared;
            spread[label] += Math.Sqrt(squared) / groups.Sizes[label];
        }

        var used = groups.Sizes.Count(size => size > 0);
        var count = groups.Clustered.Length;
        var between = Between(points.Dimensions, groups, centres);
        var calinski = count == used ? double.NaN : between / (used - 1) / (within / (count - used));
        return new ClusterScores(within, DaviesBouldinOf(points.Dimensions, groups, centres, spread) / used, calinski, used, count);
    }

    private static double Between(int dimensions, LabelGroups groups, double[] centres)
    {
        var mean = new double[dimensions];
        for (var i = 0; i < centres.Length; i++)
        {
            mean[i % dimensions] += groups.Sizes[i / dimensions] == 0 ? 0 : centres[i] * groups.Sizes[i / dimensions] / groups.Clustered.Length;
        }

        var between = 0.0;
        for (var c = 0; c < groups.Clusters; c++)
        {
            between += groups.Sizes[c] == 0 ? 0 : groups.Sizes[c] * Distance.Squared(centres.AsSpan(c * dimensions, dimensions), mean);
        }

        return between;
    }

    private static double DaviesBouldinOf(int dimensions, LabelGroups groups, double[] centres, double[] spread)
    {
        var sum = 0.0;
        for (var a = 0; a < groups.Clusters; a++)
        {
            var worst = 0.0;
            for (var b = 0; b < groups.Clusters; b++)
            {
                if (a != b && groups.Sizes[a] > 0 && groups.Sizes[b] > 0)
                {
                    var gap = Math.Sqrt(Distance.Squared(centres.AsSpan(a * dimensions, dimensions), centres.AsSpan(b * dimensions, dimensions)));
                    worst = Math.Max(worst, gap > 0 ? (spread[a] + spread[b]) / gap : double.PositiveInfinity);
                }
            }

            sum += worst;
        }

        return sum;
    }
}
