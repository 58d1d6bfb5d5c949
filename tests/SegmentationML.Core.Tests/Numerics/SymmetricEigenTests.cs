using MathNet.Numerics.LinearAlgebra;
using SegmentationML.Core.Numerics;
using SegmentationML.Core.Tests.Forecasting;

namespace SegmentationML.Core.Tests.Numerics;

public class SymmetricEigenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(52)]
    [InlineData(101)]
    public void Eigenvectors_ARandomMatrix_HasMathNetsEigenvaluesAndItsOwnVectors(int order)
    {
        var random = new SplitMix64((ulong)order);
        var matrix = Matrix<double>.Build.Dense(order, order, (_, _) => random.NextGaussian());
        Check(matrix + matrix.Transpose());
    }

    [Theory]
    [InlineData(12, 12)]
    [InlineData(52, 13)]
    [InlineData(48, 24)]
    public void Eigenvectors_APeriodicHistory_KeepsItsEqualEigenvaluesApart(int window, int period)
    {
        var history = Enumerable.Range(0, (4 * window) - 1).Select(t => Math.Sin(2 * Math.PI * t / period)).ToArray();
        Check(Covariance(history, window));
    }

    [Fact]
    public void Eigenvectors_RankOneDiagonalAndZeroMatrices_AreExact()
    {
        Check(Matrix<double>.Build.Dense(20, 20, 3));
        Check(Matrix<double>.Build.Diagonal(20, 20, i => i % 3));
        Check(Matrix<double>.Build.Dense(20, 20));
    }

    [Theory]
    [InlineData(1e-80)]
    [InlineData(1e80)]
    public void Eigenvectors_AnyScale_IsTheSameInItsUnit(double unit)
    {
        var history = DemandSamples.Intermittent(3, 105);
        Check(Covariance(history, 40) * unit);
    }

    [Fact]
    public void LagCovariance_IsTheSumOverTheTrajectory()
    {
        var history = DemandSamples.Intermittent(4, 105);
        foreach (var window in (int[])[1, 2, 9, 16, 52])
        {
            var stride = SymmetricEigen.Stride(window);
            var matrix = new double[window * stride];
            LagCovariance.Compute(history, window, matrix);
            for (var i = 0; i < window; i++)
            {
                for (var j = 0; j < window; j++)
                {
                    var expected = Enumerable.Range(0, history.Length - window + 1).Sum(k => history[i + k] * history[j + k]);
                    Assert.Equal(expected, matrix[(i * stride) + j], 9);
                }
            }
        }
    }

    private static Matrix<double> Covariance(double[] history, int window)
    {
        var trajectory = Matrix<double>.Build.Dense(window, history.Length - window + 1, (i, k) => history[i + k]);
        return trajectory * trajectory.Transpose();
    }

    private static void Check(Matrix<double> matrix)
    {
        var order = matrix.RowCount;
        var stride = SymmetricEigen.Stride(order);
        var work = new double[order * stride];
        for (var i = 0; i < order; i++)
        {
            matrix.Row(i).ToArray().CopyTo(work, i * stride);
        }

        // All of them come from rotations, a few from inverse iteration: both are checked.
        var values = new double[order];
        var scratch = new double[SymmetricEigen.ScratchLength(order)];
        SymmetricEigen.Eigenvalues(work, order, values, scratch);
        var scale = Math.Max(matrix.L2Norm(), double.Epsilon);
        var expected = matrix.Evd(Symmetricity.Symmetric).EigenValues.Select(static z => z.Real).OrderDescending().ToArray();
        for (var i = 0; i < order; i++)
        {
            Assert.True(Math.Abs(values[i] - expected[i]) <= 1e-13 * scale * order, $"eigenvalue {i}: {values[i]:R} against {expected[i]:R}");
        }

        foreach (var count in (int[])[0, order / 3, order])
        {
            var rows = new double[order * stride];
            SymmetricEigen.Eigenvectors(work, order, values, rows, scratch, count);
            CheckVectors(matrix, values, Matrix<double>.Build.Dense(count, order, (i, j) => rows[(i * stride) + j]), scale);
        }
    }

    private static void CheckVectors(Matrix<double> matrix, double[] values, Matrix<double> vectors, double scale)
    {
        var tolerance = 1e-13 * matrix.RowCount;
        for (var i = 0; i < vectors.RowCount; i++)
        {
            var residual = (matrix * vectors.Row(i)) - (values[i] * vectors.Row(i));
            Assert.True(residual.L2Norm() <= tolerance * scale, $"eigenvector {i} of {vectors.RowCount} is off by {residual.L2Norm() / scale:E2}");
        }

        if (vectors.RowCount > 0)
        {
            Assert.True(((vectors * vectors.Transpose()) - Matrix<double>.Build.DenseIdentity(vectors.RowCount)).FrobeniusNorm() <= tolerance);
        }
    }
}
