using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Drift;

/// <summary>Right-closed bins between quantiles of a reference, and one for missing values.</summary>
internal static class QuantileBins
{
    /// <summary>Distinct interior edges, ascending; none when every reference value is missing.</summary>
    public static double[] Edges(ReadOnlySpan<double> reference, int bins)
    {
        var known = reference.ToArray();
        var count = 0;
        foreach (var value in reference)
        {
            if (!double.IsNaN(value))
            {
                known[count++] = value;
            }
        }

        var sorted = known.AsSpan(0, count);
        sorted.Sort();
        var edges = new List<double>();
        for (var k = 1; k < bins && count > 0; k++)
        {
            var edge = Quantile.OfSorted(sorted, (double)k / bins);
            if (edges.Count == 0 || edge != edges[^1])
            {
                edges.Add(edge);
            }
        }

        return [.. edges];
    }

    /// <summary>Values by bin, shape (edges + 2): the last is the number of missing values.</summary>
    public static long[] Count(ReadOnlySpan<double> values, double[] edges)
    {
        var counts = new long[edges.Length + 2];
        foreach (var value in values)
        {
            counts[double.IsNaN(value) ? counts.Length - 1 : EdgesBelow(edges, value)]++;
        }

        return counts;
    }

    private static int EdgesBelow(double[] edges, double value)
    {
        int low = 0, high = edges.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = edges[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
