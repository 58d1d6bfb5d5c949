using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace SegmentationML.Core.Hierarchy;

/// <summary>The covariance W of the nodes' errors as a diagonal and, where it is shrunk, the errors themselves; gives W⁻¹ times a vector.</summary>
/// <remarks>
/// Shrunk: W = λ D + (1 − λ) R R′ / t, with D the diagonal of R R′ / t, and λ by Schäfer and Strimmer (2005), Statistical Applications in Genetics and Molecular Biology 4(1), 32. Sums over all pairs of nodes are taken
/// by way of the t × t products, so that the work is nodes × t². Its inverse by Woodbury's identity. Errors that are not known count as none; a variance of zero is raised to a millionth of the mean one.
/// </remarks>
internal sealed class ErrorCovariance
{
    private const double LeastVariance = 1e-6;

    private readonly double[] _inverse;
    private readonly double[]? _errors;
    private readonly int _count;
    private readonly Cholesky<double>? _core;

    private ErrorCovariance(double[] variances, double[]? errors, int count, double shrinkage)
    {
        _inverse = Array.ConvertAll(variances, static v => 1 / v);
        _errors = errors;
        _count = count;
        Shrinkage = shrinkage;
        _core = errors is null ? null : Core();
    }

    /// <summary>λ; NaN for a diagonal.</summary>
    public double Shrinkage { get; }

    /// <summary>The diagonal part of W⁻¹: what a solver is preconditioned by.</summary>
    public ReadOnlySpan<double> InverseDiagonal => _inverse;

    /// <summary>The covariance that a method takes.</summary>
    public static ErrorCovariance Of(SeriesHierarchy hierarchy, ReconciliationOptions options, ReconciliationBasis basis)
    {
        if (options.Method is ReconciliationMethod.Ols or ReconciliationMethod.Structural)
        {
            var ones = Enumerable.Repeat(1.0, hierarchy.NodeCount).ToArray();
            return new ErrorCovariance(options.Method == ReconciliationMethod.Ols ? ones : Array.ConvertAll(hierarchy.Sizes(), static s => (double)s), null, 0, double.NaN);
        }

        var count = basis.Residuals.Length / hierarchy.NodeCount;
        var variances = Variances(basis.Residuals, hierarchy.NodeCount, count);
        if (options.Method == ReconciliationMethod.Variance)
        {
            return new ErrorCovariance(variances, null, 0, double.NaN);
        }

        var shrinkage = Math.Clamp(Shrink(basis.Residuals, variances, count), options.LeastShrinkage, 1);
        var factor = Math.Sqrt((1 - shrinkage) / count);
        return shrinkage >= 1
            ? new ErrorCovariance(variances, null, 0, 1)
            : new ErrorCovariance(Array.ConvertAll(variances, v => shrinkage * v), Array.ConvertAll(basis.Residuals, r => double.IsNaN(r) ? 0 : factor * r), count, shrinkage);
    }

    /// <summary>W⁻¹ times a vector of nodes.</summary>
    /// <param name="vector">Shape (nodes).</param>
    /// <param name="result">Receives the product; not the vector itself.</param>
    public void Solve(ReadOnlySpan<double> vector, Span<double> result)
    {
        System.Numerics.Tensors.TensorPrimitives.Multiply(vector, _inverse, result);
        if (_core is null)
        {
            return;
        }

        var projected = Vector<double>.Build.Dense(_count);
        for (var node = 0; node < vector.Length; node++)
        {
            for (var t = 0; t < _count; t++)
            {
                projected[t] += _errors![(node * _count) + t] * result[node];
            }
        }

        var solved = _core.Solve(projected);
        for (var node = 0; node < vector.Length; node++)
        {
            double sum = 0;
            for (var t = 0; t < _count; t++)
            {
                sum += _errors![(node * _count) + t] * solved[t];
            }

            result[node] -= _inverse[node] * sum;
        }
    }

    /// <summary>I + U′ (λ D)⁻¹ U.</summary>
    private Cholesky<double> Core()
    {
        var matrix = Matrix<double>.Build.DenseIdentity(_count);
        for (var node = 0; node < _inverse.Length; node++)
        {
            var row = _errors.AsSpan(node * _count, _count);
            for (var s = 0; s < _count; s++)
            {
                for (var t = 0; t <= s; t++)
                {
                    matrix[s, t] += row[s] * row[t] * _inverse[node];
                }
            }
        }

        for (var s = 0; s < _count; s++)
        {
            for (var t = 0; t < s; t++)
            {
                matrix[t, s] = matrix[s, t];
            }
        }

        return matrix.Cholesky();
    }

    private static double[] Variances(double[] residuals, int nodes, int count)
    {
        var variances = new double[nodes];
        for (var node = 0; node < nodes; node++)
        {
            foreach (var error in residuals.AsSpan(node * count, count))
            {
                variances[node] += double.IsNaN(error) ? 0 : error * error / count;
            }
        }

        var least = variances.Average() is > 0 and var mean ? LeastVariance * mean : 1;
        return Array.ConvertAll(variances, v => Math.Max(v, least));
    }

    /// <summary>λ = Σ Var(r_ij) / Σ r_ij² over i ≠ j, of the correlations r of errors around zero.</summary>
    private static double Shrink(double[] residuals, double[] variances, int count)
    {
        var gram = new double[count * count];
        var scaled = new double[count];
        var squares = new double[count];
        var (fourths, own) = (0.0, 0.0);
        for (var node = 0; node < variances.Length; node++)
        {
            var norm = 0.0;
            for (var t = 0; t < count; t++)
            {
                var error = residuals[(node * count) + t];
                scaled[t] = double.IsNaN(error) ? 0 : error / Math.Sqrt(variances[node]);
                norm += scaled[t] * scaled[t];
            }

            for (var s = 0; s < count; s++)
            {
                squares[s] += scaled[s] * scaled[s];
                fourths += scaled[s] * scaled[s] * scaled[s] * scaled[s];
                for (var t = 0; t < count; t++)
                {
                    gram[(s * count) + t] += scaled[s] * scaled[t];
                }
            }

            own += norm * norm;
        }

        var products = (gram.Sum(static g => g * g) - own) / ((double)count * count);
        var spread = squares.Sum(static s => s * s) - fourths;
        var variance = (spread - (count * products)) / ((double)count * (count - 1));
        return products > 0 ? variance / products : 1;
    }
}
