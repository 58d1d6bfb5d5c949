using System.Runtime.CompilerServices;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>k-means++: each next start centre is a row drawn in proportion to its squared distance to the nearest centre so far; of several draws the one that lowers the sum most.</summary>
/// <remarks>Arthur and Vassilvitskii (2007), SODA, 1027-1035; several draws a step as in their greedy variant, 2 + ⌊ln k⌋ of them.</remarks>
internal static class KMeansSeeding
{
    /// <summary>Draws the start centres.</summary>
    /// <param name="points">The rows to draw from.</param>
    /// <param name="clusters">How many.</param>
    /// <param name="random">The stream of this start.</param>
    /// <returns>Shape (clusters x dimensions); fewer clusters when fewer rows differ.</returns>
    public static double[] Draw(PointTable points, int clusters, ref SplitMix64 random) => Draw(points, clusters, [], ref random);

    /// <summary>The same among rows that weigh differently.</summary>
    /// <param name="points">The rows to draw from.</param>
    /// <param name="clusters">How many.</param>
    /// <param name="weights">Weight by row; empty when all weigh 1.</param>
    /// <param name="random">The stream of this start.</param>
    public static double[] Draw(PointTable points, int clusters, double[] weights, ref SplitMix64 random)
    {
        var centres = new double[clusters * points.Dimensions];
        var nearest = new double[points.Rows];
        var candidate = new double[points.Rows];
        var best = new double[points.Rows];
        Array.Fill(nearest, double.PositiveInfinity);
        points.Row(weights.Length == 0 ? random.NextInt32(points.Rows) : Pick(weights, weights.Sum(), ref random)).CopyTo(centres);
        var potential = Lower(points, centres.AsSpan(0, points.Dimensions), weights, nearest, best);
        (nearest, best) = (best, nearest);
        var trials = 2 + (int)Math.Log(clusters);
        for (var cluster = 1; cluster < clusters; cluster++)
        {
            if (!(potential > 0))
            {
                return centres[..(cluster * points.Dimensions)];
            }

            var (least, chosen) = (double.PositiveInfinity, 0);
            for (var trial = 0; trial < trials; trial++)
            {
                var row = Pick(nearest, potential, ref random);
                var sum = Lower(points, points.Row(row), weights, nearest, candidate);
                if (sum < least)
                {
                    (least, chosen) = (sum, row);
                    (best, candidate) = (candidate, best);
                }
            }

            points.Row(chosen).CopyTo(centres.AsSpan(cluster * points.Dimensions));
            (nearest, best) = (best, nearest);
            potential = least;
        }

        return centres;
    }

    /// <summary>Squared distances to the nearest centre when one is added, times the weights, and their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Lower(PointTable points, ReadOnlySpan<double> centre, double[] weights, double[] nearest, double[] lowered)
    {
        var sum = 0.0;
        for (var row = 0; row < points.Rows; row++)
        {
            var squared = Distance.Squared(points.Row(row), centre);
            lowered[row] = Math.Min(nearest[row], weights.Length == 0 ? squared : squared * weights[row]);
            sum += lowered[row];
        }

        return sum;
    }

    /// <summary>A row in proportion to its weight; never one of weight zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Pick(double[] weights, double total, ref SplitMix64 random)
    {
        var target = random.NextDouble() * total;
        var last = 0;
        for (var row = 0; row < weights.Length; row++)
        {
            if (weights[row] > 0)
            {
                last = row;
                target -= weights[row];
                if (target < 0)
                {
                    return row;
                }
            }
        }

        return last;
    }
}
