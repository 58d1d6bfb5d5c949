namespace SegmentationML.Core.Numerics;

/// <summary>Makes a function small within bounds by damped Newton steps with an approximate curvature: Levenberg-Marquardt on the free coordinates, projected on the bounds.</summary>
/// <remarks>
/// A coordinate at a bound that the gradient pushes outwards stays there. A step that does not lower the function is damped more and tried again. Finds a local minimum: the caller gives the
/// starts. Nocedal and Wright (2006), Numerical Optimization, §10.3 and §16.7. Keeps its buffers: one a thread.
/// </remarks>
internal sealed class BoundedNewton
{
    private const double FirstDamping = 1e-2;
    private const double LeastDamping = 1e-9;
    private const double MostDamping = 1e9;
    private const double Ridge = 1e-10;

    private double[] _gradient = [];
    private double[] _curvature = [];
    private double[] _trial = [];
    private double[] _trialGradient = [];
    private double[] _trialCurvature = [];
    private double[] _factor = [];
    private double[] _step = [];
    private int[] _free = [];

    /// <summary>Lowers the function from a start.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="point">The start within the bounds; receives the best point, shape (p).</param>
    /// <param name="lower">Lower bounds; equal to the upper one for a coordinate that is given.</param>
    /// <param name="upper">Upper bounds.</param>
    /// <param name="evaluations">Evaluations at most.</param>
    /// <param name="tolerance">Ends when two steps in a row lower the function by less.</param>
    /// <returns>The function at the best point; positive infinity when it is not defined at the start.</returns>
    public double Minimise(ICurvedObjective objective, Span<double> point, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, int evaluations, double tolerance)
    {
        var length = point.Length;
        Reserve(length);
        var value = objective.Evaluate(point, _gradient, _curvature);
        var damping = FirstDamping;
        var small = 0;
        for (var done = 1; done < evaluations && double.IsFinite(value) && small < 2 && damping < MostDamping; done++)
        {
            var free = FreeCoordinates(point, lower, upper);
            if (free == 0)
            {
                break;
            }

            if (!Step(free, length, damping))
            {
                damping *= 10;
                continue;
            }

            var trial = _trial.AsSpan(0, length);
            point.CopyTo(trial);
            for (var i = 0; i < free; i++)
            {
                var at = _free[i];
                trial[at] = Math.Clamp(point[at] + _step[i], lower[at], upper[at]);
            }

            var reached = objective.Evaluate(trial, _trialGradient, _trialCurvature);
            if (!(reached < value))
            {
                small += reached - value <= tolerance ? 1 : 0;
                damping *= 6;
                continue;
            }

            small = value - reached < tolerance ? small + 1 : 0;
            damping = Math.Max(LeastDamping, damping / 6);
            value = reached;
            trial.CopyTo(point);
            (_gradient, _trialGradient) = (_trialGradient, _gradient);
            (_curvature, _trialCurvature) = (_trialCurvature, _curvature);
        }

        return value;
    }

    private void Reserve(int length)
    {
        if (_gradient.Length < length)
        {
            _gradient = new double[length];
            _trialGradient = new double[length];
            _curvature = new double[length * length];
            _trialCurvature = new double[length * length];
            _trial = new double[length];
            _factor = new double[length * length];
            _step = new double[length];
            _free = new int[length];
        }
    }

    private int FreeCoordinates(ReadOnlySpan<double> point, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        var free = 0;
        for (var i = 0; i < point.Length; i++)
        {
            var held = lower[i] == upper[i] || (point[i] <= lower[i] && _gradient[i] > 0) || (point[i] >= upper[i] && _gradient[i] < 0);
            if (!held)
            {
                _free[free++] = i;
            }
        }

        return free;
    }

    /// <summary>Solves (C + damping × diag C) step = − gradient by Cholesky; false when that is not positive definite.</summary>
    private bool Step(int free, int length, double damping)
    {
        double largest = 0;
        for (var i = 0; i < free; i++)
        {
            largest = Math.Max(largest, _curvature[(_free[i] * length) + _free[i]]);
        }

        for (var i = 0; i < free; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                _factor[(i * length) + j] = _curvature[(_free[j] * length) + _free[i]];
            }

            var own = _factor[(i * length) + i];
            _factor[(i * length) + i] = own + (damping * own) + (Ridge * largest);
            _step[i] = -_gradient[_free[i]];
        }

        return CholeskySolve.Solve(_factor, length, free, _step);
    }
}
