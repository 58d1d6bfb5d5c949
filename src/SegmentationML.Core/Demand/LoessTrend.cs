using System.Numerics.Tensors;

namespace SegmentationML.Core.Demand;

/// <summary>Local-linear smoothing with tricube weights, as the trend step of STL takes it.</summary>
/// <remarks>
/// Cleveland, Cleveland, McRae and Terpenning (1990), Journal of Official Statistics 6, 3-73. Evaluated at every jump-th period and interpolated linearly between. A smoothed value is linear in the series,
/// so the weights are worked out once for a length, a window and the periods that are missing, and each pass is a scalar product.
/// </remarks>
internal sealed class LoessTrend
{
    private double[] _weights = [];
    private int[] _at = [];
    private int[] _left = [];
    private bool[] _empty = [];
    private int _points;
    private int _length = -1;
    private int _window = -1;
    private int _span;
    private bool _complete;

    /// <summary>Works out the weights for a series.</summary>
    /// <param name="values">Shape (n); NaN has no weight, but gets a smoothed value.</param>
    /// <param name="window">Odd window length in periods; may be longer than the series.</param>
    public void Prepare(ReadOnlySpan<double> values, int window)
    {
        var complete = Complete(values);
        if (complete && _complete && _length == values.Length && _window == window)
        {
            return;
        }

        _length = values.Length;
        _window = window;
        _complete = complete;
        _span = Math.Min(window, values.Length);
        var jump = Math.Max((window + 9) / 10, 1);
        _points = ((values.Length - 2 + jump) / jump) + 1;
        Reserve();
        for (var point = 0; point < _points; point++)
        {
            _at[point] = Math.Min(point * jump, values.Length - 1);
            _left[point] = Math.Clamp(_at[point] - (window / 2), 0, values.Length - _span);
            _empty[point] = !Weigh(values, _at[point], _left[point], _weights.AsSpan(point * _span, _span));
        }
    }

    /// <summary>Smooths a series of the prepared length.</summary>
    /// <param name="values">Shape (n); any finite number where the prepared series was missing.</param>
    /// <param name="fallback">Value at a period whose whole window is missing.</param>
    /// <param name="trend">Receives the trend, shape (n).</param>
    public void Smooth(ReadOnlySpan<double> values, LinearFit fallback, Span<double> trend)
    {
        for (var point = 0; point < _points; point++)
        {
            var at = _at[point];
            trend[at] = _empty[point] ? fallback.At(at) : TensorPrimitives.Dot(_weights.AsSpan(point * _span, _span), values.Slice(_left[point], _span));
            if (point > 0)
            {
                Interpolate(trend, _at[point - 1], at);
            }
        }
    }

    /// <summary>Weights of the local line's value at one period; false when nothing in its window was observed.</summary>
    private bool Weigh(ReadOnlySpan<double> values, int at, int left, Span<double> weights)
    {
        var reach = Math.Max(at - left, left + weights.Length - 1 - at) + (_window > values.Length ? (_window - values.Length) / 2 : 0);
        double total = 0, distance = 0, square = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var t = left + i - at;
            var weight = double.IsNaN(values[left + i]) ? 0 : Tricube(Math.Abs(t), reach);
            weights[i] = weight;
            total += weight;
            distance += weight * t;
            square += weight * t * t;
        }

        if (!(total > 0))
        {
            return false;
        }

        // The line's value at distance 0 is Σ w (1 - c (t - c) / s) y / Σ w, with c the mean distance and s its variance; the mean where the distances do not spread.
        var centre = distance / total;
        var spread = (square / total) - (centre * centre);
        var sloped = Math.Sqrt(Math.Max(spread, 0)) > 0.001 * (values.Length - 1);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] *= (sloped ? 1 - (centre * (left + i - at - centre) / spread) : 1) / total;
        }

        return true;
    }

    private static bool Complete(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsNaN(value))
            {
                return false;
            }
        }

        return true;
    }

    private void Reserve()
    {
        if (_at.Length < _points)
        {
            _at = new int[_points];
            _left = new int[_points];
            _empty = new bool[_points];
        }

        if (_weights.Length < _points * _span)
        {
            _weights = new double[_points * _span];
        }
    }

    private static double Tricube(int distance, int reach)
    {
        if (distance <= 0.001 * reach)
        {
            return 1;
        }

        if (distance > 0.999 * reach)
        {
            return 0;
        }

        var ratio = (double)distance / reach;
        var kernel = 1 - (ratio * ratio * ratio);
        return kernel * kernel * kernel;
    }

    private static void Interpolate(Span<double> trend, int from, int to)
    {
        var slope = (trend[to] - trend[from]) / (to - from);
        for (var t = from + 1; t < to; t++)
        {
            trend[t] = trend[from] + (slope * (t - from));
        }
    }
}
