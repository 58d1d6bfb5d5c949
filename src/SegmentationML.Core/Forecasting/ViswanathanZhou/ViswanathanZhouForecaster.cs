using SegmentationML.Core.Forecasting.Bootstrap;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.ViswanathanZhou;

/// <summary>The Viswanathan-Zhou bootstrap: intervals between demands and sizes are both drawn from those of the past.</summary>
/// <remarks>
/// Zhou and Viswanathan (2011), Comparison of a new bootstrapping method with parametric approaches for safety stock determination in service parts inventory systems,
/// International Journal of Production Economics 133(1), 481-485. The first interval is one of those that are longer than the time since the last demand, less that time; where none is,
/// any interval from now on. The mean is by renewal arithmetic of the same rule.
/// </remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class ViswanathanZhouForecaster(ViswanathanZhouOptions options) : BootstrapForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "viswanathan-zhou";

    /// <inheritdoc/>
    /// <remarks>The chance u of demand at step k: that the first is there, or that one was j steps earlier and an interval of j follows.</remarks>
    private protected override void Means(in DemandPast past, Span<double> mean)
    {
        var size = past.MeanSize;
        var (first, longer) = FirstIntervals(past);
        for (var step = 1; step <= mean.Length; step++)
        {
            double chance = 0;
            foreach (var interval in past.Intervals)
            {
                chance += interval - first == step && interval > first ? 1.0 / longer : 0;
                chance += interval < step ? mean[step - (int)interval - 1] / size / past.Intervals.Length : 0;
            }

            mean[step - 1] = chance * size;
        }
    }

    /// <inheritdoc/>
    private protected override void Draw(in DemandPast past, ref SplitMix64 random, Span<double> path, int stride, int steps)
    {
        var (first, longer) = FirstIntervals(past);
        var at = First(past.Intervals, first, random.NextInt32(longer));
        while (at <= steps)
        {
            path[(at - 1) * stride] = past.Sizes[random.NextInt32(past.Sizes.Length)];
            at += (int)past.Intervals[random.NextInt32(past.Intervals.Length)];
        }
    }

    /// <summary>The time since the last demand that the first interval has behind it, and how many intervals are longer.</summary>
    private static (int Elapsed, int Longer) FirstIntervals(in DemandPast past)
    {
        var longer = 0;
        foreach (var interval in past.Intervals)
        {
            longer += interval > past.TrailingZeros ? 1 : 0;
        }

        return longer > 0 ? (past.TrailingZeros, longer) : (0, past.Intervals.Length);
    }

    private static int First(ReadOnlySpan<double> intervals, int elapsed, int which)
    {
        foreach (var interval in intervals)
        {
            if (interval > elapsed && which-- == 0)
            {
                return (int)interval - elapsed;
            }
        }

        throw new InvalidOperationException("There are as many longer intervals as were counted.");
    }
}
