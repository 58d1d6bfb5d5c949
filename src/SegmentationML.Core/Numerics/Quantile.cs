namespace SegmentationML.Core.Numerics;

/// <summary>Sample quantiles of type 7: linear between order statistics, as R, NumPy and Excel do by default.</summary>
/// <remarks>Hyndman and Fan (1996), The American Statistician 50, 361-365.</remarks>
public static class Quantile
{
    /// <summary>The quantile of sorted values: the value at position (n - 1) p, counted from 0, linear between neighbours.</summary>
    /// <param name="sorted">Ascending, no NaN; NaN is returned when it is empty.</param>
    /// <param name="probability">In [0, 1].</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        if (sorted.IsEmpty)
        {
            return double.NaN;
        }

        var position = (sorted.Length - 1) * probability;
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
