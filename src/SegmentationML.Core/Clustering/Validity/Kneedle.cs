namespace SegmentationML.Core.Clustering.Validity;

/// <summary>The knee of a curve over equal steps: where it leaves the straight line between its ends the most.</summary>
/// <remarks>
/// Satopaa, Albrecht, Irwin and Raghavan (2011), ICDCS workshops, 166-171. Both axes are scaled to [0, 1]; of a falling convex curve the difference is (1 - y) - x, of a rising one x - y; the knee is the
/// first local maximum after which the difference falls below it by the sensitivity times the mean step before it rises above it again. Without smoothing.
/// </remarks>
public static class Kneedle
{
    /// <summary>Finds the knee.</summary>
    /// <param name="curve">Values at equal steps.</param>
    /// <param name="shape">The curve's shape.</param>
    /// <param name="sensitivity">Higher is stricter. Default 1.</param>
    /// <returns>Position in the curve; -1 when there is none.</returns>
    public static int Find(ReadOnlySpan<double> curve, KneedleShape shape, double sensitivity = 1)
    {
        var difference = Differences(curve, shape);
        if (difference.Length < 3)
        {
            return -1;
        }

        var (knee, threshold) = (-1, double.NegativeInfinity);
        for (var i = 1; i < difference.Length; i++)
        {
            var peak = i < difference.Length - 1 && difference[i] >= difference[i - 1] && difference[i] > difference[i + 1] && difference[i] > 0;
            if (peak && (knee < 0 || difference[i] > difference[knee]))
            {
                (knee, threshold) = (i, difference[i] - (sensitivity / (difference.Length - 1)));
            }
            else if (knee >= 0 && difference[i] < threshold)
            {
                return knee;
            }
        }

        return -1;
    }

    /// <summary>The differences from the straight line; empty for a curve that does not move.</summary>
    public static double[] Differences(ReadOnlySpan<double> curve, KneedleShape shape)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in curve)
        {
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        if (!(most > least))
        {
            return [];
        }

        var difference = new double[curve.Length];
        for (var i = 0; i < difference.Length; i++)
        {
            var (x, y) = ((double)i / (curve.Length - 1), (curve[i] - least) / (most - least));
            difference[i] = shape == KneedleShape.ConvexDecreasing ? 1 - y - x : x - y;
        }

        return difference;
    }
}
