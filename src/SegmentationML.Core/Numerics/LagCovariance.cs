using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SegmentationML.Core.Numerics;

/// <summary>The lag-covariance matrix of a trajectory (Hankel) matrix, from its structure: O(window² + window × columns), not window² × columns.</summary>
internal static class LagCovariance
{
    /// <summary>C[i, j] = Σ over k of x[i + k] x[j + k], k = 0 … n − window.</summary>
    /// <param name="values">x, shape (n), n ≥ window.</param>
    /// <param name="window">Order of the matrix, at least 1.</param>
    /// <param name="matrix">Receives it, window × stride (<see cref="SymmetricEigen.Stride"/>), the padding zero.</param>
    /// <remarks>The first row is one inner product a lag; each further row follows from the one above: C[i + 1, j + 1] = C[i, j] − x[i] x[j] + x[i + K] x[j + K], K columns.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(ReadOnlySpan<double> values, int window, Span<double> matrix)
    {
        var stride = SymmetricEigen.Stride(window);
        var columns = values.Length - window + 1;
        matrix[..(window * stride)].Clear();
        for (var j = 0; j < window; j++)
        {
            matrix[j] = TensorPrimitives.Dot(values[..columns], values.Slice(j, columns));
        }

        for (var i = 0; i + 1 < window; i++)
        {
            var above = matrix.Slice(i * stride, stride);
            var row = matrix.Slice((i + 1) * stride, stride);
            row[0] = matrix[i + 1];
            NextRow(above, values, values[columns..], values[i], values[i + columns], row[1..window]);
        }
    }

    /// <summary>row[j] = above[j] − leaving × old[j] + entering × next[j].</summary>
    private static void NextRow(ReadOnlySpan<double> above, ReadOnlySpan<double> old, ReadOnlySpan<double> next, double leaving, double entering, Span<double> row)
    {
        ref var source = ref MemoryMarshal.GetReference(above);
        ref var first = ref MemoryMarshal.GetReference(old);
        ref var last = ref MemoryMarshal.GetReference(next);
        ref var target = ref MemoryMarshal.GetReference(row);
        var minusLeaving = Vector512.Create(-leaving);
        var plusEntering = Vector512.Create(entering);
        var j = 0;
        for (; j + Vector512<double>.Count <= row.Length; j += Vector512<double>.Count)
        {
            var at = (nuint)j;
            var sum = Vector512.FusedMultiplyAdd(minusLeaving, Vector512.LoadUnsafe(ref first, at), Vector512.LoadUnsafe(ref source, at));
            Vector512.FusedMultiplyAdd(plusEntering, Vector512.LoadUnsafe(ref last, at), sum).StoreUnsafe(ref target, at);
        }

        for (; j < row.Length; j++)
        {
            row[j] = Math.FusedMultiplyAdd(entering, next[j], Math.FusedMultiplyAdd(-leaving, old[j], above[j]));
        }
    }
}
