using System.Numerics.Tensors;

namespace SegmentationML.Core.Numerics;

/// <summary>Eigenvalues of a symmetric matrix of three diagonals, and the eigenvectors of the largest ones.</summary>
/// <remarks>
/// Eigenvalues: QL with implicit shifts in the root-free form of Pal, Walker and Kahan, in Parlett (1980), The Symmetric Eigenvalue Problem, §8.15: one division deep a step
/// where the usual form has a root and a division. Eigenvectors: inverse iteration with partial pivoting, made orthogonal to those before after every step, so that equal
/// eigenvalues get a basis; Wilkinson (1965), The Algebraic Eigenvalue Problem, §5.53. Where many are wanted, or one does not pass its residual test, all come from QL with rotations (<see cref="RotatedQl"/>).
/// </remarks>
internal static class TridiagonalEigen
{
    /// <summary>2^-53: a coupling below this share of its neighbours is lost to rounding.</summary>
    internal const double HalfUlp = 1.1102230246251565e-16;

    private const int MostSweepsPerValue = 60;
    private const int MostInverseSteps = 5;

    /// <summary>From one vector in so many on, all by rotations are faster than each by iteration (measured at order 52).</summary>
    private const int ManyVectors = 3;

    /// <summary>Residual of an eigenvector in largest entries of the matrix: inverse iteration reaches a few 1e-16.</summary>
    private const double LargestResidual = 1e-13;

    /// <summary>Length of the scratch span that both calls need.</summary>
    public static int ScratchLength(int order) => 6 * SymmetricEigen.Stride(order);

    /// <summary>All eigenvalues.</summary>
    /// <param name="diagonal">Shape (order); left alone.</param>
    /// <param name="subDiagonal">Coupling of i and i + 1 at i, shape (order), the last one 0; left alone.</param>
    /// <param name="values">Receives them, largest first, shape (order).</param>
    /// <param name="scratch">Of <see cref="ScratchLength"/>.</param>
    public static void Values(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> subDiagonal, Span<double> values, Span<double> scratch)
    {
        var squares = scratch[..diagonal.Length];
        TensorPrimitives.Multiply(subDiagonal, subDiagonal, squares);
        diagonal.CopyTo(values);
        var negligible = HalfUlp * Largest(diagonal, subDiagonal);
        for (var l = 0; l < values.Length; l++)
        {
            for (var sweep = 0; sweep < MostSweepsPerValue; sweep++)
            {
                var m = l;
                while (m < values.Length - 1 && squares[m] > Math.Max(negligible * negligible, HalfUlp * HalfUlp * Math.Abs(values[m] * values[m + 1])))
                {
                    m++;
                }

                if (m == l)
                {
                    break;
                }

                Sweep(values, squares, l, m);
            }
        }

        values.Sort(static (one, other) => other.CompareTo(one));
    }

    /// <summary>The eigenvectors of the largest eigenvalues, orthonormal.</summary>
    /// <param name="diagonal">Shape (order).</param>
    /// <param name="subDiagonal">Shape (order), the last one 0.</param>
    /// <param name="values">Of <see cref="Values"/>.</param>
    /// <param name="vectors">Receives them, one a row; order × stride places, since the fall-back needs all.</param>
    /// <param name="stride">Length of a row; the padding is set to zero.</param>
    /// <param name="count">How many.</param>
    /// <param name="scratch">Of <see cref="ScratchLength"/>.</param>
    public static void Vectors(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> subDiagonal, ReadOnlySpan<double> values, Span<double> vectors, int stride, int count, Span<double> scratch)
    {
        if (count > diagonal.Length / ManyVectors)
        {
            RotatedQl.Vectors(diagonal, subDiagonal, vectors, stride, scratch);
            return;
        }

        var largest = Largest(diagonal, subDiagonal);
        vectors[..(count * stride)].Clear();
        for (var i = 0; i < count; i++)
        {
            if (!InverseIteration(diagonal, subDiagonal, values[i], vectors, stride, i, largest, scratch))
            {
                RotatedQl.Vectors(diagonal, subDiagonal, vectors, stride, scratch);
                return;
            }
        }
    }

    /// <summary>One root-free QL sweep over the block l … m with Wilkinson's shift.</summary>
    private static void Sweep(Span<double> d, Span<double> squares, int l, int m)
    {
        var root = Math.Sqrt(squares[l]);
        var sigma = (d[l + 1] - d[l]) / (2 * root);
        sigma = d[l] - (root / (sigma + Math.CopySign(Math.Sqrt((sigma * sigma) + 1), sigma)));
        double c = 1, s = 0;
        var gamma = d[m] - sigma;
        var p = gamma * gamma;
        for (var i = m - 1; i >= l; i--)
        {
            var square = squares[i];
            var r = p + square;
            if (i != m - 1)
            {
                squares[i + 1] = s * r;
            }

            var before = c;
            var inverse = r / p;
            c = p / r;
            s = square / r;
            var older = gamma;
            var alpha = d[i];
            gamma = (c * (alpha - sigma)) - (s * older);
            d[i + 1] = older + (alpha - gamma);
            p = c != 0 ? gamma * gamma * inverse : before * square;
        }

        squares[l] = s * p;
        d[l] = sigma + gamma;
    }

    /// <summary>Row <paramref name="index"/> becomes the eigenvector of a value; false when its residual stays too large.</summary>
    private static bool InverseIteration(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> subDiagonal, double value, Span<double> vectors, int stride, int index, double largest, Span<double> scratch)
    {
        var order = diagonal.Length;
        var factors = new ShiftedTridiagonal(scratch, order);
        factors.Factor(diagonal, subDiagonal, value, largest);
        var vector = vectors.Slice(index * stride, order);
        Start(vector, index);
        for (var step = 0; step < MostInverseSteps; step++)
        {
            if (step > 0)
            {
                factors.Eliminate(vector);
            }

            factors.BackSubstitute(vector);
            if (!Normalise(vector, vectors, stride, index))
            {
                return false;
            }

            if (step > 0 && Residual(diagonal, subDiagonal, value, vector) <= LargestResidual * largest)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A start with every direction in it, another one for each vector.</summary>
    private static void Start(Span<double> vector, int index)
    {
        var random = SplitMix64.ForStream(0, (ulong)index);
        for (var j = 0; j < vector.Length; j++)
        {
            vector[j] = 0.5 + random.NextDouble();
        }
    }

    /// <summary>Scales, takes off what lies along the rows before, twice, and scales to length 1; false when nothing is left.</summary>
    private static bool Normalise(Span<double> vector, Span<double> vectors, int stride, int index)
    {
        var magnitude = Math.Abs(TensorPrimitives.MaxMagnitude<double>(vector));
        if (!(magnitude > 0) || !double.IsFinite(magnitude))
        {
            return false;
        }

        TensorPrimitives.Divide(vector, magnitude, vector);
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<double>(vector), vector);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var j = 0; j < index; j++)
            {
                var earlier = vectors.Slice(j * stride, vector.Length);
                TensorPrimitives.MultiplyAdd(earlier, -TensorPrimitives.Dot<double>(earlier, vector), vector, vector);
            }

            var norm = TensorPrimitives.Norm<double>(vector);
            if (!(norm > 1e-8))
            {
                return false;
            }

            TensorPrimitives.Divide(vector, norm, vector);
        }

        return true;
    }

    /// <summary>Largest entry of T x − value x.</summary>
    private static double Residual(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> subDiagonal, double value, ReadOnlySpan<double> x)
    {
        double largest = 0;
        double left = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var right = i + 1 < x.Length ? subDiagonal[i] * x[i + 1] : 0;
            largest = Math.Max(largest, Math.Abs(left + ((diagonal[i] - value) * x[i]) + right));
            left = subDiagonal[i] * x[i];
        }

        return largest;
    }

    internal static double Largest(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> subDiagonal)
    {
        double largest = 0;
        for (var i = 0; i < diagonal.Length; i++)
        {
            largest = Math.Max(largest, Math.Max(Math.Abs(diagonal[i]), Math.Abs(subDiagonal[i])));
        }

        return largest;
    }
}
