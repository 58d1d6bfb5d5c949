using System.Numerics.Tensors;

namespace SegmentationML.Core.Numerics;

/// <summary>Makes a smooth function small without bounds: BFGS with forward differences and a backtracking line search.</summary>
/// <remarks>Nocedal and Wright (2006), Numerical Optimization, algorithm 6.1. Finds a local minimum: the caller gives the starts. Keeps its buffers: one a thread.</remarks>
internal sealed class QuasiNewton
{
    private const double Difference = 1e-6;
    private const double SufficientDecrease = 1e-4;
    private const double LongestStep = 2;
    private const double ShortestShare = 1e-6;

    private double[] _gradient = [];
    private double[] _before = [];
    private double[] _trial = [];
    private double[] _step = [];
    private double[] _inverse = [];
    private double[] _product = [];

    /// <summary>Lowers the function from a start.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="point">The start; receives the best point, shape (p).</param>
    /// <param name="iterations">Line searches at most.</param>
    /// <param name="tolerance">Ends when two line searches in a row lower the function by less.</param>
    /// <returns>The function at the best point.</returns>
    public double Minimise(IObjective objective, Span<double> point, int iterations, double tolerance)
    {
        var length = point.Length;
        Reserve(length);
        var value = objective.At(point);
        if (length == 0 || !double.IsFinite(value))
        {
            return value;
        }

        Differentiate(objective, point, value);
        var (fresh, small) = (true, 0);
        for (var done = 0; done < iterations && small < 2; done++)
        {
            if (fresh)
            {
                Reset(length);
            }

            var slope = Direction(length);
            if (!(slope < 0))
            {
                if (fresh)
                {
                    break;
                }

                fresh = true;
                continue;
            }

            var reached = Search(objective, point, value, slope);
            if (!(reached < value))
            {
                if (fresh)
                {
                    break;
                }

                fresh = true;
                continue;
            }

            small = value - reached < tolerance ? small + 1 : 0;
            value = reached;
            TensorPrimitives.Subtract(_trial.AsSpan(0, length), point, _step);
            _trial.AsSpan(0, length).CopyTo(point);
            _gradient.AsSpan(0, length).CopyTo(_before);
            Differentiate(objective, point, value);
            Update(length, fresh);
            fresh = false;
        }

        return value;
    }

    private void Reserve(int length)
    {
        if (_gradient.Length < length)
        {
            _gradient = new double[length];
            _before = new double[length];
            _trial = new double[length];
            _step = new double[length];
            _product = new double[length];
            _inverse = new double[length * length];
        }
    }

    private void Differentiate(IObjective objective, Span<double> point, double value)
    {
        for (var i = 0; i < point.Length; i++)
        {
            var kept = point[i];
            point[i] = kept + Difference;
            var up = objective.At(point);
            point[i] = kept;
            _gradient[i] = double.IsFinite(up) ? (up - value) / Difference : 0;
        }
    }

    private void Reset(int length)
    {
        Array.Clear(_inverse);
        var size = Math.Max(1, Math.Sqrt(TensorPrimitives.SumOfSquares<double>(_gradient.AsSpan(0, length))));
        for (var i = 0; i < length; i++)
        {
            _inverse[(i * length) + i] = 0.3 / size;
        }
    }

    /// <summary>The step; returns the slope along it.</summary>
    private double Direction(int length)
    {
        double slope = 0, longest = 0;
        for (var i = 0; i < length; i++)
        {
            _step[i] = -TensorPrimitives.Dot<double>(_inverse.AsSpan(i * length, length), _gradient.AsSpan(0, length));
            longest = Math.Max(longest, Math.Abs(_step[i]));
        }

        var share = longest > LongestStep ? LongestStep / longest : 1;
        for (var i = 0; i < length; i++)
        {
            _step[i] *= share;
            slope += _step[i] * _gradient[i];
        }

        return slope;
    }

    private double Search(IObjective objective, ReadOnlySpan<double> point, double value, double slope)
    {
        var share = 1.0;
        var trial = _trial.AsSpan(0, point.Length);
        while (share > ShortestShare)
        {
            TensorPrimitives.MultiplyAdd(_step.AsSpan(0, point.Length), share, point, trial);
            var reached = objective.At(trial);
            if (reached <= value + (SufficientDecrease * share * slope))
            {
                return reached;
            }

            var bend = reached - value - (share * slope);
            share *= double.IsFinite(bend) && bend > 0 ? Math.Clamp(-share * slope / (2 * bend), 0.1, 0.5) : 0.2;
        }

        return double.PositiveInfinity;
    }

    /// <summary>The BFGS update; after the first step the inverse is scaled to the curvature seen.</summary>
    private void Update(int length, bool first)
    {
        var change = _before.AsSpan(0, length);
        TensorPrimitives.Subtract(_gradient.AsSpan(0, length), change, change);
        var step = _step.AsSpan(0, length);
        var curvature = TensorPrimitives.Dot<double>(step, change);
        if (!(curvature > 1e-12))
        {
            return;
        }

        if (first)
        {
            Array.Clear(_inverse);
            var scale = curvature / TensorPrimitives.SumOfSquares<double>(change);
            for (var i = 0; i < length; i++)
            {
                _inverse[(i * length) + i] = scale;
            }
        }

        double bend = 0;
        for (var i = 0; i < length; i++)
        {
            _product[i] = TensorPrimitives.Dot<double>(_inverse.AsSpan(i * length, length), change);
            bend += _product[i] * change[i];
        }

        var factor = (1 + (bend / curvature)) / curvature;
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < length; j++)
            {
                _inverse[(i * length) + j] += (factor * step[i] * step[j]) - (((step[i] * _product[j]) + (_product[i] * step[j])) / curvature);
            }
        }
    }
}
