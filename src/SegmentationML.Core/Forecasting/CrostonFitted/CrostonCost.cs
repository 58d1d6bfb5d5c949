using SegmentationML.Core.Forecasting.Croston;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.CrostonFitted;

/// <summary>The distance of Croston's rate from its target, from the bucket after the first demand on, as a function of weights and starts.</summary>
internal readonly ref struct CrostonCost(ReadOnlySpan<double> sizes, ReadOnlySpan<double> intervals, ReadOnlySpan<double> target, double largestSize, double largestInterval, CrostonFittedOptions options) : IObjective
{
    private readonly ReadOnlySpan<double> _sizes = sizes;
    private readonly ReadOnlySpan<double> _intervals = intervals;
    private readonly ReadOnlySpan<double> _target = target;

    /// <summary>Numbers that are searched for.</summary>
    public int Dimensions => (options.SameWeight ? 1 : 2) + (options.FitStart ? 2 : 0);

    /// <summary>Writes weights and starts of a point, held within their bounds: starts are searched for in shares of the largest size and interval.</summary>
    public void Parameters(scoped ReadOnlySpan<double> point, scoped Span<double> parameters)
    {
        parameters[0] = Math.Clamp(point[0], options.LowestAlpha, options.HighestAlpha);
        parameters[1] = Math.Clamp(point[options.SameWeight ? 0 : 1], options.LowestAlpha, options.HighestAlpha);
        parameters[2] = options.FitStart ? Math.Clamp(point[^2], 0, 1) * largestSize : _sizes[0];
        parameters[3] = options.FitStart ? Math.Clamp(point[^1] * largestInterval, 1, largestInterval) : _intervals[0];
    }

    /// <inheritdoc/>
    public double At(scoped ReadOnlySpan<double> point)
    {
        Span<double> parameters = stackalloc double[4];
        Parameters(point, parameters);
        var factor = CrostonFittedForecaster.Factor(options.Correction, parameters[1]);
        var (size, interval) = (parameters[2], parameters[3]);
        double cost = 0;
        var t = (int)_intervals[0];
        for (var j = 0; j < _sizes.Length; j++)
        {
            if (j > 0)
            {
                size += parameters[0] * (_sizes[j] - size);
                interval += parameters[1] * (_intervals[j] - interval);
            }

            var rate = factor * (size / interval);
            var next = j + 1 < _sizes.Length ? t + (int)_intervals[j + 1] : _target.Length;
            for (; t < next; t++)
            {
                cost += RateTarget.Distance(rate, _target[t], options.Criterion);
            }
        }

        return cost;
    }
}
