using SegmentationML.Core.Forecasting.Bootstrap;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Willemain;

/// <summary>Willemain's bootstrap: whether a bucket has demand follows a Markov chain of two states, how much is drawn from the sizes of the past, jittered.</summary>
/// <remarks>
/// Willemain, Smart and Schwarz (2004), A new approach to forecasting intermittent demand for service parts inventories, International Journal of Forecasting 20(3), 375-387.
/// The chain's two probabilities are the transitions of the history, half a transition of each kind added. A size x is jittered to x + z √x in the unit of the smallest size, z standard normal,
/// and stays as drawn where that is not above zero; whole units stay whole.
/// </remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class WillemainForecaster(WillemainOptions options) : BootstrapForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "willemain";

    /// <inheritdoc/>
    private protected override void Means(in DemandPast past, Span<double> mean)
    {
        var (after, without) = Transitions(past.Observed);
        var probability = past.TrailingZeros == 0 ? 1.0 : 0;
        var size = past.MeanSize;
        for (var step = 0; step < mean.Length; step++)
        {
            probability = (probability * after) + ((1 - probability) * without);
            mean[step] = probability * size;
        }
    }

    /// <inheritdoc/>
    private protected override void Draw(in DemandPast past, ref SplitMix64 random, Span<double> path, int stride, int steps)
    {
        var (after, without) = Transitions(past.Observed);
        var smallest = System.Numerics.Tensors.TensorPrimitives.Min(past.Sizes);
        var happens = past.TrailingZeros == 0;
        for (var step = 0; step < steps; step++)
        {
            happens = random.NextDouble() < (happens ? after : without);
            path[step * stride] = happens ? Size(past.Sizes[random.NextInt32(past.Sizes.Length)], smallest, ref random) : 0;
        }
    }

    private double Size(double size, double smallest, ref SplitMix64 random)
    {
        if (!options.Jitter)
        {
            return size;
        }

        var moved = size + (random.NextGaussian() * Math.Sqrt(size / smallest) * smallest);
        var whole = size == Math.Floor(size) ? Math.Round(moved) : moved;
        return whole > 0 ? whole : size;
    }

    /// <summary>The chance of demand after a bucket with demand, and after one without.</summary>
    private static (double After, double Without) Transitions(ReadOnlySpan<double> observed)
    {
        double afterDemand = 0.5, afterDemandAll = 1, afterNone = 0.5, afterNoneAll = 1;
        for (var t = 1; t < observed.Length; t++)
        {
            var happens = observed[t] > 0 ? 1 : 0;
            if (observed[t - 1] > 0)
            {
                (afterDemand, afterDemandAll) = (afterDemand + happens, afterDemandAll + 1);
            }
            else
            {
                (afterNone, afterNoneAll) = (afterNone + happens, afterNoneAll + 1);
            }
        }

        return (afterDemand / afterDemandAll, afterNone / afterNoneAll);
    }
}
