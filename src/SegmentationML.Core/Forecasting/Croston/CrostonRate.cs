using System.Numerics;
using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.Croston;

/// <summary>The demand rate of Croston's method, size over interval, shared by the methods that only scale it.</summary>
/// <remarks>
/// Sizes are the demands above zero in order; intervals are the index of the first demand (counted from 1) and then the gaps between demands. Both are smoothed
/// with the same weight from their first elements; the zeros after the last demand change nothing.
/// Croston (1972), Operational Research Quarterly 23(3), 289-303.
/// </remarks>
internal static class CrostonRate
{
    /// <summary>The rate after the last value: smoothed size over smoothed interval; 0 without demand.</summary>
    /// <param name="values">Oldest first; none missing.</param>
    /// <param name="alpha">Smoothing weight in (0, 1].</param>
    public static double Last(ReadOnlySpan<double> values, double alpha)
    {
        var previous = DemandScan.FirstDemand(values);
        if (previous == values.Length)
        {
            return 0;
        }

        var size = values[previous];
        double interval = previous + 1;
        var start = previous & -DemandScan.WordLength;
        var known = ~0UL << (previous - start) << 1;
        for (; start < values.Length; start += DemandScan.WordLength)
        {
            for (var bits = DemandScan.DemandBits(values, start) & known; bits != 0; bits &= bits - 1)
            {
                var at = start + BitOperations.TrailingZeroCount(bits);
                size += alpha * (values[at] - size);
                interval += alpha * (at - previous - interval);
                previous = at;
            }

            known = ~0UL;
        }

        return size / interval;
    }

    /// <summary>The rate after each value, times a factor.</summary>
    /// <param name="values">Oldest first; none missing; shape (n).</param>
    /// <param name="alpha">Smoothing weight in (0, 1].</param>
    /// <param name="factor">What the rate is multiplied by.</param>
    /// <param name="path">Receives at t the rate after t values, shape (n + 1); 0 before the first demand.</param>
    public static void Path(ReadOnlySpan<double> values, double alpha, double factor, Span<double> path)
    {
        var previous = DemandScan.FirstDemand(values);
        path[..(previous + 1)].Clear();
        if (previous == values.Length)
        {
            return;
        }

        var size = values[previous];
        double interval = previous + 1;
        var rate = factor * (size / interval);
        path[previous + 1] = rate;
        for (var t = previous + 1; t < values.Length; t++)
        {
            if (values[t] > 0)
            {
                size += alpha * (values[t] - size);
                interval += alpha * (t - previous - interval);
                previous = t;
                rate = factor * (size / interval);
            }

            path[t + 1] = rate;
        }
    }
}
