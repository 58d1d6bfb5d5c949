using SegmentationML.Core.Clustering;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Clustering.KMeans;

/// <summary>k-means as the textbook has it, without bounds, vectors or sums by difference: the reference of the product's own.</summary>
internal static class PlainLloyd
{
    /// <summary>The least inertia of several starts by plain k-means++.</summary>
    public static double BestOf(int starts, PointTable points, int clusters, ulong seed)
    {
        var best = new double[starts];
        Parallel.For(0, starts, start =>
        {
            var random = SplitMix64.ForStream(seed, (ulong)start);
            best[start] = Run(points, Seeds(points, clusters, ref random), out _);
        });
        return best.Min();
    }

    /// <summary>Iterates from given centres, which it moves, until no label changes.</summary>
    public static double Run(PointTable points, double[][] centres, out int[] labels)
    {
        labels = new int[points.Rows];
        Array.Fill(labels, -1);
        while (true)
        {
            var inertia = Assign(points, centres, labels, out var changed);
            if (!changed)
            {
                return inertia;
            }

            Move(points, centres, labels);
        }
    }

    private static double Assign(PointTable points, double[][] centres, int[] labels, out bool changed)
    {
        var inertia = 0.0;
        changed = false;
        for (var row = 0; row < points.Rows; row++)
        {
            var (nearest, least) = (0, double.PositiveInfinity);
            for (var c = 0; c < centres.Length; c++)
            {
                var distance = Squared(points, row, centres[c]);
                (nearest, least) = distance < least ? (c, distance) : (nearest, least);
            }

            changed |= nearest != labels[row];
            labels[row] = nearest;
            inertia += least;
        }

        return inertia;
    }

    private static void Move(PointTable points, double[][] centres, int[] labels)
    {
        var counts = new int[centres.Length];
        var sums = centres.Select(centre => new double[centre.Length]).ToArray();
        for (var row = 0; row < points.Rows; row++)
        {
            counts[labels[row]]++;
            for (var d = 0; d < points.Dimensions; d++)
            {
                sums[labels[row]][d] += points.Row(row)[d];
            }
        }

        for (var c = 0; c < centres.Length; c++)
        {
            for (var d = 0; d < points.Dimensions && counts[c] > 0; d++)
            {
                centres[c][d] = sums[c][d] / counts[c];
            }
        }
    }

    private static double[][] Seeds(PointTable points, int clusters, ref SplitMix64 random)
    {
        var seeds = new List<double[]> { points.Row(random.NextInt32(points.Rows)).ToArray() };
        var weights = new double[points.Rows];
        Array.Fill(weights, double.PositiveInfinity);
        while (seeds.Count < clusters)
        {
            for (var row = 0; row < points.Rows; row++)
            {
                weights[row] = Math.Min(weights[row], Squared(points, row, seeds[^1]));
            }

            var target = random.NextDouble() * weights.Sum();
            var chosen = 0;
            while (chosen < weights.Length - 1 && (target -= weights[chosen]) >= 0)
            {
                chosen++;
            }

            seeds.Add(points.Row(chosen).ToArray());
        }

        return [.. seeds];
    }

    private static double Squared(PointTable points, int row, double[] centre)
    {
        var sum = 0.0;
        var point = points.Row(row);
        for (var d = 0; d < centre.Length; d++)
        {
            sum += (point[d] - centre[d]) * (point[d] - centre[d]);
        }

        return sum;
    }
}
