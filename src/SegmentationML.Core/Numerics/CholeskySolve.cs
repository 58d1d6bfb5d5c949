using System.Numerics.Tensors;

namespace SegmentationML.Core.Numerics;

/// <summary>Solves a small symmetric positive definite system in place.</summary>
internal static class CholeskySolve
{
    /// <summary>Factors the matrix and solves.</summary>
    /// <param name="matrix">The lower triangle, row by row; becomes the factor L of L Lᵀ.</param>
    /// <param name="stride">Length of a row.</param>
    /// <param name="order">Number of unknowns, at most the stride.</param>
    /// <param name="vector">The right-hand side; becomes the solution.</param>
    /// <returns>False when the matrix is not positive definite; both spans are then half done.</returns>
    public static bool Solve(Span<double> matrix, int stride, int order, Span<double> vector)
    {
        if (!Factor(matrix, stride, order))
        {
            return false;
        }

        for (var i = 0; i < order; i++)
        {
            var row = matrix.Slice(i * stride, i);
            vector[i] = (vector[i] - TensorPrimitives.Dot<double>(row, vector[..i])) / matrix[(i * stride) + i];
        }

        for (var i = order - 1; i >= 0; i--)
        {
            var sum = vector[i];
            for (var k = i + 1; k < order; k++)
            {
                sum -= matrix[(k * stride) + i] * vector[k];
            }

            vector[i] = sum / matrix[(i * stride) + i];
        }

        return true;
    }

    /// <summary>The factor L of L Lᵀ in place of the lower triangle; false when the matrix is not positive definite.</summary>
    public static bool Factor(Span<double> matrix, int stride, int order)
    {
        for (var i = 0; i < order; i++)
        {
            var row = matrix.Slice(i * stride, i + 1);
            for (var j = 0; j < i; j++)
            {
                var above = matrix.Slice(j * stride, j + 1);
                row[j] = (row[j] - TensorPrimitives.Dot<double>(row[..j], above[..j])) / above[j];
            }

            var rest = row[i] - TensorPrimitives.SumOfSquares<double>(row[..i]);
            if (!(rest > 0))
            {
                return false;
            }

            row[i] = Math.Sqrt(rest);
        }

        return true;
    }
}
