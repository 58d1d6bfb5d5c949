using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering;

/// <summary>Turns raw groups into a partition: numbered by <see cref="ClusterOrder"/>, with centres, sizes and inertia.</summary>
internal sealed class PartitionBuilder
{
    private PartitionBuilder(int[] labels, double[] centres, long[] sizes, int[] order, double inertia)
    {
        Labels = labels;
        Centres = centres;
        Sizes = sizes;
        Order = order;
        Inertia = inertia;
    }

    public int[] Labels { get; }

    /// <summary>Mean of each cluster.</summary>
    public double[] Centres { get; }

    public long[] Sizes { get; }

    /// <summary>Raw group by number; groups without a row are left out.</summary>
    public int[] Order { get; }

    public double Inertia { get; }

    public int Clusters => Sizes.Length;

    /// <summary>Numbers groups.</summary>
    /// <param name="points">The points.</param>
    /// <param name="groups">Group per point, from 0; negative is noise.</param>
    /// <param name="count">Number of groups.</param>
    public static PartitionBuilder Of(PointTable points, ReadOnlySpan<int> groups, int count)
    {
        var dimensions = points.Dimensions;
        var means = new double[count * dimensions];
        var counts = new long[count];
        for (var row = 0; row < groups.Length; row++)
        {
            if (groups[row] >= 0)
            {
                counts[groups[row]]++;
                Add(points.Row(row), means.AsSpan(groups[row] * dimensions, dimensions));
            }
        }

        for (var i = 0; i < means.Length; i++)
        {
            means[i] /= Math.Max(counts[i / dimensions], 1);
        }

        int[] order = [.. ClusterOrder.Of(counts, means).Where(group => counts[group] > 0)];
        return Numbered(points, groups, order, means, counts);
    }

    /// <summary>The partition, with the rule that labels further points.</summary>
    public Partition Partition(string method, int iterations, bool converged, ScoringRule rule)
        => new(method, Labels, Clusters, Centres, Sizes, Inertia, iterations, converged, rule);

    private static PartitionBuilder Numbered(PointTable points, ReadOnlySpan<int> groups, int[] order, double[] means, long[] counts)
    {
        var dimensions = points.Dimensions;
        var numbers = new int[counts.Length];
        var centres = new double[order.Length * dimensions];
        for (var number = 0; number < order.Length; number++)
        {
            numbers[order[number]] = number;
            means.AsSpan(order[number] * dimensions, dimensions).CopyTo(centres.AsSpan(number * dimensions));
        }

        var labels = new int[groups.Length];
        var inertia = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = groups[row] < 0 ? Clustering.Partition.Noise : numbers[groups[row]];
            inertia += groups[row] < 0 ? 0 : Distance.Squared(points.Row(row), centres.AsSpan(labels[row] * dimensions, dimensions));
        }

        return new PartitionBuilder(labels, centres, [.. order.Select(group => counts[group])], order, inertia);
    }

    private static void Add(ReadOnlySpan<double> point, Span<double> sum)
    {
        for (var d = 0; d < point.Length; d++)
        {
            sum[d] += point[d];
        }
    }
}
