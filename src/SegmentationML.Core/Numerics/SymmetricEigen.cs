using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SegmentationML.Core.Numerics;

/// <summary>Eigenvalues and leading eigenvectors of a small symmetric matrix, without allocation.</summary>
/// <remarks>
/// Householder reduction to three diagonals, eigenvalues by root-free QL, the wanted eigenvectors by inverse iteration (<see cref="TridiagonalEigen"/>).
/// Golub and Van Loan (2013), Matrix Computations, §8.3 and §8.4. Made for the lag covariances of singular spectrum analysis: tens of rows, few eigenvectors. Rows are
/// padded to whole vectors, so that no loop has a tail. The reference in the tests is MathNet's decomposition.
/// </remarks>
internal static class SymmetricEigen
{
    /// <summary>Values of a padded row are a multiple of this.</summary>
    public const int Lane = 8;

    /// <summary>Length of a padded row for a matrix of order n.</summary>
    public static int Stride(int order) => (order + Lane - 1) & -Lane;

    /// <summary>Length of the scratch span that both calls share.</summary>
    public static int ScratchLength(int order) => (5 * Stride(order)) + TridiagonalEigen.ScratchLength(order);

    /// <summary>Finds the eigenvalues; the eigenvectors follow from <see cref="Eigenvectors"/>, as many as are wanted.</summary>
    /// <param name="matrix">Symmetric, order × stride, the padding zero, entries within 1e±90; destroyed: row k keeps the k-th reflection.</param>
    /// <param name="order">Number of rows, at least 1.</param>
    /// <param name="values">Receives the eigenvalues, largest first, shape (order).</param>
    /// <param name="scratch">Of <see cref="ScratchLength"/>; keeps what <see cref="Eigenvectors"/> needs.</param>
    public static void Eigenvalues(Span<double> matrix, int order, Span<double> values, Span<double> scratch)
    {
        var stride = Stride(order);
        var diagonal = scratch.Slice(stride, stride);
        var subDiagonal = scratch.Slice(2 * stride, stride);
        Tridiagonalise(matrix, order, diagonal, subDiagonal, factors: scratch[..stride], scratch.Slice(3 * stride, 2 * stride));
        TridiagonalEigen.Values(diagonal[..order], subDiagonal[..order], values[..order], scratch[(5 * stride)..]);
    }

    /// <summary>Finds the eigenvectors of the largest eigenvalues, orthonormal.</summary>
    /// <param name="matrix">As <see cref="Eigenvalues"/> left it.</param>
    /// <param name="order">Number of rows.</param>
    /// <param name="values">As <see cref="Eigenvalues"/> left them.</param>
    /// <param name="vectors">Receives them, one a row of length stride, the padding zero; needs order × stride places.</param>
    /// <param name="scratch">As <see cref="Eigenvalues"/> left it.</param>
    /// <param name="count">How many, at most the order.</param>
    public static void Eigenvectors(ReadOnlySpan<double> matrix, int order, ReadOnlySpan<double> values, Span<double> vectors, Span<double> scratch, int count)
    {
        var stride = Stride(order);
        TridiagonalEigen.Vectors(scratch.Slice(stride, order), scratch.Slice(2 * stride, order), values, vectors, stride, count, scratch[(5 * stride)..]);
        for (var i = 0; i < count; i++)
        {
            Reflect(matrix, order, scratch[..stride], vectors.Slice(i * stride, stride));
        }
    }

    /// <summary>Reduces to T = Qᵀ A Q; the reflection I − factor v vᵀ of step k has its v in row k from column k + 1.</summary>
    private static void Tridiagonalise(Span<double> matrix, int order, Span<double> diagonal, Span<double> subDiagonal, Span<double> factors, Span<double> scratch)
    {
        var stride = Stride(order);
        var v = scratch[..stride];
        var w = scratch.Slice(stride, stride);
        for (var k = 0; k < order - 2; k++)
        {
            var row = matrix.Slice(k * stride, stride);
            diagonal[k] = row[k];
            var (beta, factor) = MakeReflection(row, k + 1, order);
            subDiagonal[k] = beta;
            factors[k] = factor;
            if (factor == 0)
            {
                continue;
            }

            v.Clear();
            row[(k + 1)..order].CopyTo(v[(k + 1)..]);
            Multiply(matrix, order, k + 1, v, w);
            Correct(v, w, factor, k + 1);
            Update(matrix, order, k + 1, v, w);
        }

        if (order > 1)
        {
            var k = order - 2;
            diagonal[k] = matrix[(k * stride) + k];
            subDiagonal[k] = matrix[(k * stride) + k + 1];
            factors[k] = 0;
        }

        diagonal[order - 1] = matrix[((order - 1) * stride) + order - 1];
        subDiagonal[order - 1] = 0;
    }

    /// <summary>Turns x = row[start..order] into v, with (I − factor v vᵀ) x = beta e₁; factor 0 when x has one direction only already.</summary>
    private static (double Beta, double Factor) MakeReflection(Span<double> row, int start, int order)
    {
        var x = row[start..order];
        var tail = TensorPrimitives.SumOfSquares<double>(x[1..]);
        if (tail == 0)
        {
            return (x[0], 0);
        }

        var norm = Math.Sqrt((x[0] * x[0]) + tail);
        var beta = x[0] > 0 ? -norm : norm;
        x[0] -= beta;
        return (beta, 2 / ((x[0] * x[0]) + tail));
    }

    /// <summary>w = A v over the rows and columns from start; four rows a pass, since A is symmetric and v zero before start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ReadOnlySpan<double> matrix, int order, int start, ReadOnlySpan<double> v, Span<double> w)
    {
        var stride = Stride(order);
        var from = start & -Lane;
        w.Clear();
        ref var a = ref MemoryMarshal.GetReference(matrix);
        ref var target = ref MemoryMarshal.GetReference(w);
        var i = start;
        for (; i + 4 <= order; i += 4)
        {
            var (v0, v1, v2, v3) = (Vector512.Create(v[i]), Vector512.Create(v[i + 1]), Vector512.Create(v[i + 2]), Vector512.Create(v[i + 3]));
            for (var j = from; j < stride; j += Lane)
            {
                var at = (nuint)((i * stride) + j);
                var sum = Vector512.LoadUnsafe(ref target, (nuint)j);
                sum = Vector512.FusedMultiplyAdd(v0, Vector512.LoadUnsafe(ref a, at), sum);
                sum = Vector512.FusedMultiplyAdd(v1, Vector512.LoadUnsafe(ref a, at + (nuint)stride), sum);
                sum = Vector512.FusedMultiplyAdd(v2, Vector512.LoadUnsafe(ref a, at + (nuint)(2 * stride)), sum);
                sum = Vector512.FusedMultiplyAdd(v3, Vector512.LoadUnsafe(ref a, at + (nuint)(3 * stride)), sum);
                sum.StoreUnsafe(ref target, (nuint)j);
            }
        }

        for (; i < order; i++)
        {
            var v0 = Vector512.Create(v[i]);
            for (var j = from; j < stride; j += Lane)
            {
                var sum = Vector512.FusedMultiplyAdd(v0, Vector512.LoadUnsafe(ref a, (nuint)((i * stride) + j)), Vector512.LoadUnsafe(ref target, (nuint)j));
                sum.StoreUnsafe(ref target, (nuint)j);
            }
        }
    }

    /// <summary>w becomes factor w − (factor² vᵀw / 2) v; zero before start, as v is.</summary>
    private static void Correct(ReadOnlySpan<double> v, Span<double> w, double factor, int start)
    {
        w[..start].Clear();
        var from = start & -Lane;
        var left = v[from..];
        var right = w[from..];
        var shift = factor * (factor * TensorPrimitives.Dot<double>(left, right)) / 2;
        TensorPrimitives.Multiply(right, factor, right);
        TensorPrimitives.MultiplyAdd(left, -shift, right, right);
    }

    /// <summary>A −= v wᵀ + w vᵀ over the rows and columns from start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update(Span<double> matrix, int order, int start, ReadOnlySpan<double> v, ReadOnlySpan<double> w)
    {
        var stride = Stride(order);
        var from = start & -Lane;
        ref var a = ref MemoryMarshal.GetReference(matrix);
        ref var first = ref MemoryMarshal.GetReference(v);
        ref var second = ref MemoryMarshal.GetReference(w);
        for (var i = start; i < order; i++)
        {
            var vi = Vector512.Create(-v[i]);
            var wi = Vector512.Create(-w[i]);
            for (var j = from; j < stride; j += Lane)
            {
                var at = (nuint)((i * stride) + j);
                var row = Vector512.FusedMultiplyAdd(vi, Vector512.LoadUnsafe(ref second, (nuint)j), Vector512.LoadUnsafe(ref a, at));
                row = Vector512.FusedMultiplyAdd(wi, Vector512.LoadUnsafe(ref first, (nuint)j), row);
                row.StoreUnsafe(ref a, at);
            }
        }
    }

    /// <summary>Takes an eigenvector of T back to one of A: applies the reflections, the last one first.</summary>
    private static void Reflect(ReadOnlySpan<double> matrix, int order, ReadOnlySpan<double> factors, Span<double> vector)
    {
        var stride = Stride(order);
        for (var k = order - 3; k >= 0; k--)
        {
            if (factors[k] == 0)
            {
                continue;
            }

            var v = matrix.Slice((k * stride) + k + 1, order - k - 1);
            var x = vector[(k + 1)..order];
            var scale = -factors[k] * TensorPrimitives.Dot(v, x);
            TensorPrimitives.MultiplyAdd(v, scale, x, x);
        }
    }
}
