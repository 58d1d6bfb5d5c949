using System.Numerics;
using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.CrostonFitted;

/// <summary>Demand taken apart: sizes above zero in order, and the intervals between them, the first counted from the beginning.</summary>
internal static class CrostonParts
{
    /// <summary>Takes demand apart.</summary>
    /// <param name="values">Oldest first; none missing.</param>
    /// <param name="sizes">Receives the sizes, as long as the values.</param>
    /// <param name="intervals">Receives the intervals, as long as the values.</param>
    /// <returns>How many demands there are.</returns>
    public static int Take(ReadOnlySpan<double> values, Span<double> sizes, Span<double> intervals)
    {
        var (count, previous) = (0, -1);
        for (var start = 0; start < values.Length; start += DemandScan.WordLength)
        {
            for (var bits = DemandScan.DemandBits(values, start); bits != 0; bits &= bits - 1)
            {
                var at = start + BitOperations.TrailingZeroCount(bits);
                sizes[count] = values[at];
                intervals[count++] = at - previous;
                previous = at;
            }
        }

        return count;
    }
}
