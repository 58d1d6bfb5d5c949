namespace SegmentationML.Core.Accuracy;

/// <summary>Coverage: the share of demand that came to lie within what was stated.</summary>
public static class IntervalCoverage
{
    /// <summary>The share within an interval, its bounds included.</summary>
    /// <param name="actual">Demand, shape (h); NaN = missing, not counted.</param>
    /// <param name="lower">Lower bounds, shape (h).</param>
    /// <param name="upper">Upper bounds, shape (h).</param>
    /// <returns>In [0, 1]; NaN when no bucket is observed.</returns>
    public static double Measure(ReadOnlySpan<double> actual, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lower.Length, actual.Length, nameof(lower));
        ArgumentOutOfRangeException.ThrowIfNotEqual(upper.Length, actual.Length, nameof(upper));
        var inside = 0;
        var count = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            count += double.IsNaN(actual[i]) ? 0 : 1;
            inside += actual[i] >= lower[i] && actual[i] <= upper[i] ? 1 : 0;
        }

        return (double)inside / count;
    }

    /// <summary>The share at or below a quantile: of whole units a right quantile covers at least its level.</summary>
    /// <param name="actual">Demand, shape (h); NaN = missing, not counted.</param>
    /// <param name="quantile">The quantile, shape (h).</param>
    /// <returns>In [0, 1]; NaN when no bucket is observed.</returns>
    public static double AtOrBelow(ReadOnlySpan<double> actual, ReadOnlySpan<double> quantile)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(quantile.Length, actual.Length, nameof(quantile));
        var below = 0;
        var count = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            count += double.IsNaN(actual[i]) ? 0 : 1;
            below += actual[i] <= quantile[i] ? 1 : 0;
        }

        return (double)below / count;
    }
}
