using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering;

/// <summary>A value by its rank among the training rows, as a normal quantile.</summary>
internal static class QuantileScale
{
    private const int MostKnots = 1001;

    /// <summary>Training quantiles (type 7) at equal steps of probability.</summary>
    public static double[] Knots(ReadOnlySpan<double> sorted)
    {
        var knots = new double[Math.Min(MostKnots, sorted.Length)];
        for (var i = 0; i < knots.Length; i++)
        {
            knots[i] = Quantile.OfSorted(sorted, knots.Length == 1 ? 0.5 : (double)i / (knots.Length - 1));
        }

        return knots;
    }

    /// <summary>Φ⁻¹ of the share below: linear between knots, the middle of a run of equal ones, half a step off both ends.</summary>
    public static double NormalScore(IReadOnlyList<double> knots, double value)
    {
        var steps = knots.Count - 1;
        var (first, last) = (Count(knots, value, below: true), Count(knots, value, below: false) - 1);
        var position = first > last
            ? first == 0 ? 0 : first > steps ? steps : first - 1 + ((value - knots[first - 1]) / (knots[first] - knots[first - 1]))
            : (first + last) / 2.0;
        var half = 0.5 / steps;
        return NormalFunctions.Quantile(Math.Clamp(position / steps, half, 1 - half));
    }

    /// <summary>Number of knots that are less (or not greater).</summary>
    private static int Count(IReadOnlyList<double> knots, double value, bool below)
    {
        var (low, high) = (0, knots.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var counts = below ? knots[middle] < value : knots[middle] <= value;
            (low, high) = counts ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
