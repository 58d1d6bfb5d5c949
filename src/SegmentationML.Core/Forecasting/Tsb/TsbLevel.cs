using System.Numerics;
using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.Tsb;

/// <summary>Probability times size of the Teunter-Syntetos-Babai method: the probability moves in every bucket, the size in buckets with demand.</summary>
/// <remarks>p₁ is 1 with demand in the first bucket and 0 without; the size starts at the first demand. A run of zeros multiplies p by a power of 1 − alpha, from a table.</remarks>
internal sealed class TsbLevel(double sizeAlpha, double probabilityAlpha)
{
    private const int TableLength = 256;
    private readonly double[] _decay = Powers(1 - probabilityAlpha);

    /// <summary>The level after the last value; 0 without demand.</summary>
    /// <param name="values">Oldest first; none missing.</param>
    public double Last(ReadOnlySpan<double> values)
    {
        var previous = DemandScan.FirstDemand(values);
        if (previous == values.Length)
        {
            return 0;
        }

        var size = values[previous];
        var probability = previous == 0 ? 1 : probabilityAlpha;
        var start = previous & -DemandScan.WordLength;
        var known = ~0UL << (previous - start) << 1;
        for (; start < values.Length; start += DemandScan.WordLength)
        {
            for (var bits = DemandScan.DemandBits(values, start) & known; bits != 0; bits &= bits - 1)
            {
                var at = start + BitOperations.TrailingZeroCount(bits);
                size += sizeAlpha * (values[at] - size);
                probability = (probability * Decay(at - previous)) + probabilityAlpha;
                previous = at;
            }

            known = ~0UL;
        }

        return probability * Decay(values.Length - 1 - previous) * size;
    }

    /// <summary>The level after each value: at t after t values, shape (n + 1); 0 before the first demand.</summary>
    public void Path(ReadOnlySpan<double> values, Span<double> path)
    {
        double probability = 0;
        double size = 0;
        path[0] = 0;
        for (var t = 0; t < values.Length; t++)
        {
            var value = values[t];
            probability *= _decay[1];
            if (value > 0)
            {
                size = size > 0 ? size + (sizeAlpha * (value - size)) : value;
                probability = t == 0 ? 1 : probability + probabilityAlpha;
            }

            path[t + 1] = probability * size;
        }
    }

    /// <summary>(1 − alpha) to the power of a number of buckets.</summary>
    private double Decay(int buckets)
    {
        double decay = 1;
        while (buckets >= TableLength && decay > 0)
        {
            decay *= _decay[TableLength - 1];
            buckets -= TableLength - 1;
        }

        return decay > 0 ? decay * _decay[buckets] : 0;
    }

    private static double[] Powers(double factor)
    {
        var powers = new double[TableLength];
        powers[0] = 1;
        for (var i = 1; i < TableLength; i++)
        {
            powers[i] = powers[i - 1] * factor;
        }

        return powers;
    }
}
