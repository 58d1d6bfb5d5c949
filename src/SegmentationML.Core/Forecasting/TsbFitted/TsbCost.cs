using SegmentationML.Core.Forecasting.Croston;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.TsbFitted;

/// <summary>The distance of the rate from its target, from the second bucket on, as a function of weights and starts.</summary>
/// <remarks>The weight of the probability is at most that of the size: Kourentzes (2014).</remarks>
internal readonly ref struct TsbCost(ReadOnlySpan<double> values, ReadOnlySpan<double> target, double firstSize, double share, TsbFittedOptions options) : IObjective
{
    private readonly ReadOnlySpan<double> _values = values;
    private readonly ReadOnlySpan<double> _target = target;

    /// <summary>Numbers that are searched for.</summary>
    public int Dimensions => options.FitStart ? 4 : 2;

    /// <summary>Writes weights and starts of a point, held within their bounds; demand is in shares of the largest.</summary>
    public void Parameters(scoped ReadOnlySpan<double> point, scoped Span<double> parameters)
    {
        parameters[0] = Math.Clamp(point[0], options.LowestAlpha, options.HighestAlpha);
        parameters[1] = Math.Clamp(point[1], options.LowestAlpha, parameters[0]);
        parameters[2] = options.FitStart ? Math.Clamp(point[2], 0, 1) : firstSize;
        parameters[3] = options.FitStart ? Math.Clamp(point[3], 0, 1) : share;
    }

    /// <inheritdoc/>
    public double At(scoped ReadOnlySpan<double> point)
    {
        Span<double> parameters = stackalloc double[4];
        Parameters(point, parameters);
        var (size, probability) = (parameters[2], parameters[3]);
        double cost = 0;
        for (var t = 1; t < _values.Length; t++)
        {
            cost += RateTarget.Distance(size * probability, _target[t], options.Criterion);
            var value = _values[t];
            probability -= parameters[1] * probability;
            if (value > 0)
            {
                probability += parameters[1];
                size += parameters[0] * (value - size);
            }
        }

        return cost;
    }
}
