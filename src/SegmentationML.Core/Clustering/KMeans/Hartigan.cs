using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>Moves single rows between clusters while that lowers the inertia: ends in an optimum that Lloyd's iteration would keep, and often below the one it started from.</summary>
/// <remarks>
/// Hartigan (1975), Clustering Algorithms; Telgarsky and Vattani (2010), AISTATS. Taking a row at distance d from a cluster of n rows lowers the inertia by d² n / (n - 1), adding it to one raises it by
/// d² n / (n + 1); both centres move at once. Rows are visited in their order until a whole pass moves none.
/// </remarks>
internal static class Hartigan
{
    // A move must gain more than rounding could feign.
    private const double LeastGain = 1e-12;

    /// <summary>Improves centres in place.</summary>
    /// <param name="points">All rows.</param>
    /// <param name="centres">Means of the clusters, shape (k x dimensions).</param>
    /// <param name="labels">Label per row.</param>
    /// <param name="sizes">Rows per cluster, each at least 1.</param>
    /// <param name="maximumPasses">Limit of passes over all rows.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    /// <returns>True when a row moved.</returns>
    public static bool Improve(PointTable points, double[] centres, int[] labels, Span<long> sizes, int maximumPasses, CancellationToken cancellationToken)
    {
        var block = new CentreBlock(sizes.Length, points.Dimensions);
        block.Load(centres);
        var squared = new double[block.Padded];
        var any = false;
        for (var (pass, moved) = (0, true); moved && pass < maximumPasses; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            moved = false;
            for (var row = 0; row < points.Rows; row++)
            {
                moved |= Visit(points, row, centres, labels, sizes, block, squared);
            }

            any |= moved;
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Visit(PointTable points, int row, double[] centres, int[] labels, Span<long> sizes, CentreBlock block, double[] squared)
    {
        var own = labels[row];
        if (sizes[own] == 1)
        {
            return false;
        }

        block.Nearest(ref MemoryMarshal.GetReference(points.Row(row)), squared, out _, out _);
        var gain = squared[own] * sizes[own] / (sizes[own] - 1);
        var (target, least) = (own, gain * (1 - LeastGain));
        for (var c = 0; c < sizes.Length; c++)
        {
            var cost = squared[c] * sizes[c] / (sizes[c] + 1);
            (target, least) = c != own && cost < least ? (c, cost) : (target, least);
        }

        if (target == own)
        {
            return false;
        }

        Move(points.Row(row), centres.AsSpan(own * points.Dimensions, points.Dimensions), -1, --sizes[own]);
        Move(points.Row(row), centres.AsSpan(target * points.Dimensions, points.Dimensions), 1, ++sizes[target]);
        labels[row] = target;
        block.Load(own, centres);
        block.Load(target, centres);
        return true;
    }

    private static void Move(ReadOnlySpan<double> point, Span<double> centre, int sign, long size)
    {
        for (var f = 0; f < centre.Length; f++)
        {
            centre[f] += sign * (point[f] - centre[f]) / size;
        }
    }
}
