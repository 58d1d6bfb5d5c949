namespace SegmentationML.Core.Clustering;

/// <summary>The order in which clusters are numbered: by number of points, largest first; of equal sizes by the centre's numbers, smaller first.</summary>
/// <remarks>So the numbers of a fit do not depend on its seed. They are no identity from fit to fit: that is what label matching is for.</remarks>
public static class ClusterOrder
{
    /// <summary>Old cluster by new number.</summary>
    /// <param name="sizes">Points per cluster, shape (k).</param>
    /// <param name="centres">Shape (k x dimensions).</param>
    public static int[] Of(ReadOnlySpan<long> sizes, ReadOnlySpan<double> centres)
    {
        var order = new int[sizes.Length];
        var counts = sizes.ToArray();
        var coordinates = centres.ToArray();
        var dimensions = sizes.IsEmpty ? 0 : centres.Length / sizes.Length;
        for (var cluster = 0; cluster < order.Length; cluster++)
        {
            order[cluster] = cluster;
        }

        Array.Sort(order, (a, b) => Compare(counts, coordinates, dimensions, a, b));
        return order;
    }

    private static int Compare(long[] sizes, double[] centres, int dimensions, int a, int b)
    {
        var bySize = sizes[b].CompareTo(sizes[a]);
        if (bySize != 0)
        {
            return bySize;
        }

        var byCentre = centres.AsSpan(a * dimensions, dimensions).SequenceCompareTo(centres.AsSpan(b * dimensions, dimensions));
        return byCentre != 0 ? byCentre : a.CompareTo(b);
    }
}
