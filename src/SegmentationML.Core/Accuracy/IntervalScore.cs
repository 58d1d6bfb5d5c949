namespace SegmentationML.Core.Accuracy;

/// <summary>Interval (Winkler) score: the width of an interval and, where demand lies outside, 2 / α times how far; MSIS when scaled.</summary>
/// <remarks>Gneiting and Raftery (2007), Journal of the American Statistical Association 102(477), 359-378; scaled as in the M4 competition.</remarks>
public static class IntervalScore
{
    /// <summary>The mean score of a central interval.</summary>
    /// <param name="actual">Demand, shape (h); NaN = missing, not scored.</param>
    /// <param name="lower">Lower bounds, shape (h).</param>
    /// <param name="upper">Upper bounds, shape (h).</param>
    /// <param name="level">What the interval is to hold, in (0, 1): 0.95, not 95; α = 1 − level.</param>
    /// <returns>Units; 0 when both bounds meet the demand; NaN when no bucket is observed.</returns>
    public static double Measure(ReadOnlySpan<double> actual, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lower.Length, actual.Length, nameof(lower));
        ArgumentOutOfRangeException.ThrowIfNotEqual(upper.Length, actual.Length, nameof(upper));
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level of an interval lies in (0, 1): write 0.95, not 95.");
        }

        double sum = 0;
        var count = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            if (!double.IsNaN(actual[i]))
            {
                var outside = Math.Max(0, lower[i] - actual[i]) + Math.Max(0, actual[i] - upper[i]);
                sum += upper[i] - lower[i] + (2 / (1 - level) * outside);
                count++;
            }
        }

        return sum / count;
    }

    /// <summary>MSIS: the score over the scale of MASE.</summary>
    /// <param name="history">Demand before the forecast, oldest first; NaN = missing.</param>
    /// <param name="actual">Demand, shape (h); NaN = missing, not scored.</param>
    /// <param name="lower">Lower bounds, shape (h).</param>
    /// <param name="upper">Upper bounds, shape (h).</param>
    /// <param name="level">What the interval is to hold, in (0, 1).</param>
    /// <param name="season">Lag of the scale in buckets, at least 1.</param>
    /// <returns>Unitless. NaN when the scale is zero or has no pair of buckets: leave such a series out and count it.</returns>
    public static double Scaled(ReadOnlySpan<double> history, ReadOnlySpan<double> actual, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, double level, int season)
    {
        var scale = MeanAbsoluteScaledError.Scale(history, season);
        return scale > 0 ? Measure(actual, lower, upper, level) / scale : double.NaN;
    }
}
