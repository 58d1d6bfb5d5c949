using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SegmentationML.Core.Numerics;

/// <summary>All eigenvectors of a symmetric matrix of three diagonals by implicit QL with rotations: slower than inverse iteration, and never in doubt.</summary>
/// <remarks>Golub and Van Loan (2013), Matrix Computations, §8.3.</remarks>
internal static class RotatedQl
{
    private const int MostSweepsPerValue = 60;

    /// <summary>The eigenvectors in the order of their eigenvalues, largest first.</summary>
    /// <param name="diagonal">Shape (order).</param>
    /// <param name="subDiagonal">Shape (order), the last one 0.</param>
    /// <param name="vectors">Receives them, one a row; order × stride.</param>
    /// <param name="stride">Length of a row, a multiple of the lane; the padding is set to zero.</param>
    /// <param name="scratch">Of <see cref="TridiagonalEigen.ScratchLength"/>.</param>
    public static void Vectors(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> subDiagonal, Span<double> vectors, int stride, Span<double> scratch)
    {
        var order = diagonal.Length;
        var values = scratch[..order];
        var couplings = scratch.Slice(stride, order);
        diagonal.CopyTo(values);
        subDiagonal.CopyTo(couplings);
        SetIdentity(vectors, order, stride);
        Diagonalise(values, couplings, vectors, stride, scratch.Slice(2 * stride, stride), scratch.Slice(3 * stride, stride));
        SortDescending(values, vectors, order, stride, scratch.Slice(4 * stride, stride));
    }

    private static void SetIdentity(Span<double> vectors, int order, int stride)
    {
        vectors[..(order * stride)].Clear();
        for (var i = 0; i < order; i++)
        {
            vectors[(i * stride) + i] = 1;
        }
    }

    /// <summary>Diagonalises T; row i of vectors ends as the eigenvector of diagonal[i], in the basis of T.</summary>
    private static void Diagonalise(Span<double> diagonal, Span<double> subDiagonal, Span<double> vectors, int stride, Span<double> cosines, Span<double> sines)
    {
        var order = diagonal.Length;
        var negligible = TridiagonalEigen.HalfUlp * TridiagonalEigen.Largest(diagonal, subDiagonal);
        for (var l = 0; l < order; l++)
        {
            for (var sweep = 0; sweep < MostSweepsPerValue; sweep++)
            {
                var m = SplitPoint(diagonal, subDiagonal, l, order, negligible);
                if (m == l)
                {
                    break;
                }

                var stopped = Sweep(diagonal, subDiagonal, l, m, cosines, sines);
                Rotate(vectors, stride, stopped, m, cosines, sines);
            }
        }
    }

    /// <summary>The first m ≥ l whose coupling to m + 1 is lost to rounding, beside its neighbours or beside the largest entry; order − 1 when none is.</summary>
    private static int SplitPoint(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> subDiagonal, int l, int order, double negligible)
    {
        var m = l;
        while (m < order - 1 && Math.Abs(subDiagonal[m]) > Math.Max(negligible, TridiagonalEigen.HalfUlp * (Math.Abs(diagonal[m]) + Math.Abs(diagonal[m + 1]))))
        {
            m++;
        }

        return m;
    }

    /// <summary>One QL sweep over the block l … m with Wilkinson's shift; keeps its rotations for <see cref="Rotate"/>.</summary>
    /// <returns>The lowest row that a rotation touched.</returns>
    private static int Sweep(Span<double> d, Span<double> e, int l, int m, Span<double> cosines, Span<double> sines)
    {
        var g = (d[l + 1] - d[l]) / (2 * e[l]);
        var root = Math.Sqrt((g * g) + 1);
        g = d[m] - d[l] + (e[l] / (g + Math.CopySign(root, g)));
        double s = 1, c = 1, p = 0;
        for (var i = m - 1; i >= l; i--)
        {
            var f = s * e[i];
            var b = c * e[i];
            var r = Math.Sqrt((f * f) + (g * g));
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return i + 1;
            }

            var inverse = 1 / r;
            s = f * inverse;
            c = g * inverse;
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + (2 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            cosines[i] = c;
            sines[i] = s;
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
        return l;
    }

    /// <summary>Applies the rotations of a sweep to the rows of vectors, from m − 1 down to lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rotate(Span<double> vectors, int stride, int lowest, int m, ReadOnlySpan<double> cosines, ReadOnlySpan<double> sines)
    {
        ref var z = ref MemoryMarshal.GetReference(vectors);
        for (var j = 0; j < stride; j += SymmetricEigen.Lane)
        {
            var upper = Vector512.LoadUnsafe(ref z, (nuint)((m * stride) + j));
            for (var i = m - 1; i >= lowest; i--)
            {
                var c = Vector512.Create(cosines[i]);
                var s = Vector512.Create(sines[i]);
                var at = (nuint)((i * stride) + j);
                var lower = Vector512.LoadUnsafe(ref z, at);
                Vector512.FusedMultiplyAdd(s, lower, c * upper).StoreUnsafe(ref z, at + (nuint)stride);
                upper = Vector512.FusedMultiplyAdd(c, lower, -s * upper);
            }

            upper.StoreUnsafe(ref z, (nuint)((lowest * stride) + j));
        }
    }

    private static void SortDescending(Span<double> values, Span<double> vectors, int order, int stride, Span<double> swap)
    {
        for (var i = 0; i < order - 1; i++)
        {
            var largest = i;
            for (var j = i + 1; j < order; j++)
            {
                largest = values[j] > values[largest] ? j : largest;
            }

            if (largest != i)
            {
                (values[i], values[largest]) = (values[largest], values[i]);
                vectors.Slice(i * stride, stride).CopyTo(swap);
                vectors.Slice(largest * stride, stride).CopyTo(vectors[(i * stride)..]);
                swap.CopyTo(vectors[(largest * stride)..]);
            }
        }
    }
}
