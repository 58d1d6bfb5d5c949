using System.Numerics.Tensors;

namespace SegmentationML.Core.Hierarchy;

/// <summary>Solves S′ W⁻¹ S b = S′ W⁻¹ ŷ for the bottom forecasts, without forming a matrix; at or above zero by block principal pivoting.</summary>
/// <remarks>Conjugate gradients with a diagonal preconditioner. Júdice and Pires (1994), Computers and Operations Research 21(5), 587-596; Kim and Park (2011), SIAM Journal on Scientific Computing 33(6), 3261-3281.</remarks>
internal sealed class BottomSolver
{
    private const int FullExchanges = 3;

    private readonly SeriesHierarchy _hierarchy;
    private readonly ErrorCovariance _covariance;
    private readonly ReconciliationOptions _options;
    private readonly double[] _preconditioner;
    private readonly double[] _nodes;
    private readonly double[] _weighed;

    /// <summary>A solver for many right-hand sides.</summary>
    public BottomSolver(SeriesHierarchy hierarchy, ErrorCovariance covariance, ReconciliationOptions options)
    {
        (_hierarchy, _covariance, _options) = (hierarchy, covariance, options);
        _nodes = new double[hierarchy.NodeCount];
        _weighed = new double[hierarchy.NodeCount];
        _preconditioner = new double[hierarchy.BottomCount];
        hierarchy.Gather(covariance.InverseDiagonal, _preconditioner);
    }

    /// <summary>Forecasts held at zero, over all calls.</summary>
    public int AtZero { get; private set; }

    /// <summary>Steps of the conjugate gradients, over all calls.</summary>
    public int Iterations { get; private set; }

    /// <summary>The bottom forecasts for forecasts of all nodes.</summary>
    /// <param name="forecasts">Shape (nodes).</param>
    public double[] Solve(ReadOnlySpan<double> forecasts)
    {
        var count = _hierarchy.BottomCount;
        var right = new double[count];
        _covariance.Solve(forecasts, _weighed);
        _hierarchy.Gather(_weighed, right);
        var isFree = new bool[count];
        Array.Fill(isFree, true);
        var solution = new double[count];
        forecasts[_hierarchy.FirstBottomNode..].CopyTo(solution);
        Gradients(right, isFree, solution);
        if (_options.NonNegative && TensorPrimitives.Min(solution) < 0)
        {
            Pivot(right, isFree, solution);
            AtZero += isFree.Count(static f => !f);
            TensorPrimitives.Max(solution, 0.0, solution);
        }

        return solution;
    }

    /// <summary>Exchanges series between free and held at zero until no free one is negative and no held one would rise.</summary>
    private void Pivot(double[] right, bool[] isFree, double[] solution)
    {
        var dual = new double[solution.Length];
        var (best, patience) = (int.MaxValue, FullExchanges);
        for (var round = 0; round < 10 * (solution.Length + 10); round++)
        {
            Product(solution, dual);
            TensorPrimitives.Subtract(dual, right, dual);
            var scale = Math.Max(TensorPrimitives.MaxMagnitude(right), double.Epsilon);
            int[] wrong = [.. Enumerable.Range(0, solution.Length).Where(i => isFree[i] ? solution[i] * _preconditioner[i] < -1e-9 * Math.Abs(scale) : dual[i] < -1e-9 * Math.Abs(scale))];
            if (wrong.Length == 0)
            {
                return;
            }

            if (wrong.Length < best)
            {
                (best, patience) = (wrong.Length, FullExchanges);
            }
            else if (patience-- <= 0)
            {
                // Murty's rule, which cannot cycle.
                wrong = [wrong[^1]];
            }

            foreach (var i in wrong)
            {
                isFree[i] = !isFree[i];
                solution[i] = isFree[i] ? solution[i] : 0;
            }

            Gradients(right, isFree, solution);
        }
    }

    /// <summary>Conjugate gradients over the free series; the others stay at zero.</summary>
    private void Gradients(double[] right, bool[] isFree, double[] solution)
    {
        var count = solution.Length;
        var residual = new double[count];
        var direction = new double[count];
        var product = new double[count];
        var scaled = new double[count];
        Product(solution, product);
        for (var i = 0; i < count; i++)
        {
            residual[i] = isFree[i] ? right[i] - product[i] : 0;
            scaled[i] = residual[i] / _preconditioner[i];
            direction[i] = scaled[i];
        }

        var rho = TensorPrimitives.Dot(residual, scaled);
        var target = _options.Tolerance * _options.Tolerance * Math.Max(Norm(right, isFree), double.Epsilon);
        for (var iteration = 0; iteration < 10 * (count + 50) && rho > target; iteration++)
        {
            Iterations++;
            Product(direction, product);
            Mask(product, isFree);
            var curvature = TensorPrimitives.Dot(direction, product);
            if (!(curvature > 0))
            {
                return;
            }

            var step = rho / curvature;
            for (var i = 0; i < count; i++)
            {
                solution[i] += step * direction[i];
                residual[i] -= step * product[i];
                scaled[i] = residual[i] / _preconditioner[i];
            }

            var next = TensorPrimitives.Dot(residual, scaled);
            for (var i = 0; i < count; i++)
            {
                direction[i] = scaled[i] + (next / rho * direction[i]);
            }

            rho = next;
        }
    }

    /// <summary>The right side's length as the residual's is measured.</summary>
    private double Norm(double[] right, bool[] isFree)
    {
        double sum = 0;
        for (var i = 0; i < right.Length; i++)
        {
            sum += isFree[i] ? right[i] * right[i] / _preconditioner[i] : 0;
        }

        return sum;
    }

    private void Product(double[] bottom, double[] result)
    {
        _hierarchy.Aggregate(bottom, 1, _nodes);
        _covariance.Solve(_nodes, _weighed);
        _hierarchy.Gather(_weighed, result);
    }

    private static void Mask(double[] values, bool[] isFree)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = isFree[i] ? values[i] : 0;
        }
    }
}
