using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SegmentationML.Core.Numerics;

/// <summary>Eigenvalues and leading eigenvectors of a small symmetric matrix, without allocation: Householder reduction to three diagonals, then implicit QL.</summary>
/// <remarks>
/// Golub and Van Loan (2013), Matrix Computations, §8.3. Made for the lag covariances of singular spectrum analysis (tens of rows): rows are padded to whole
/// vectors, so that no loop has a tail, and a sweep of rotations passes over the vectors once. The reference in the tests is MathNet's decomposition.
/// </remarks>
internal static class SymmetricEigen
{
    /// <summary>Values of a padded row are a multiple of this.</summary>
    public const int Lane = 8;

    private const int MostSweepsPerValue = 60;

    /// <summary>2^-53: a coupling below this share of its neighbours is lost to rounding.</summary>
    private const double HalfUlp = 1.1102230246251565e-16;

    /// <summary>Length of a padded row for a matrix of order n.</summary>
    public static int Stride(int order) => (order + Lane - 1) & -Lane;

    /// <summary>Length of the scratch span that <see cref="Eigenvalues"/> needs.</summary>
    public static int ScratchLength(int order) => 4 * Stride(order);

    /// <summary>Finds the eigenvalues; the eigenvectors follow one by one from <see cref="Eigenvectors"/>, as many as are wanted.</summary>
    /// <param name="matrix">Symmetric, order × stride, the padding zero, entries within 1e±90; destroyed: row k keeps the k-th reflection.</param>
    /// <param name="order">Number of rows, at least 1.</param>
    /// <param name="values">Receives the eigenvalues, largest first, shape (order).</param>
    /// <param name="vectors">Receives, one a row of length stride, the eigenvectors in the basis of the reduced matrix; order × stride.</param>
    /// <param name="scratch">Of <see cref="ScratchLength"/>; keeps what <see cref="Eigenvectors"/> needs.</param>
    public static void Eigenvalues(Span<double> matrix, int order, Span<double> values, Span<double> vectors, Span<double> scratch)
    {
        var stride = Stride(order);
        var diagonal = values[..order];
        var subDiagonal = scratch.Slice(stride, stride);
        var factors = scratch[..stride];
        Tridiagonalise(matrix, order, diagonal, subDiagonal, factors, scratch.Slice(2 * stride, 2 * stride));
        SetIdentity(vectors, order, stride);
        ImplicitQl(diagonal, subDiagonal, vectors, order, scratch.Slice(2 * stride, stride), scratch.Slice(3 * stride, stride));
        SortDescending(diagonal, vectors, order, stride);
    }

    /// <summary>Turns the leading rows of vectors into eigenvectors of the matrix, orthonormal.</summary>
    /// <param name="matrix">As <see cref="Eigenvalues"/> left it.</param>
    /// <param name="order">Number of rows.</param>
    /// <param name="vectors">As <see cref="Eigenvalues"/> left it; the leading rows are overwritten.</param>
    /// <param name="scratch">As <see cref="Eigenvalues"/> left it.</param>
    /// <param name="count">How many, at most the order.</param>
    public static void Eigenvectors(ReadOnlySpan<double> matrix, int order, Span<double> vectors, ReadOnlySpan<double> scratch, int count)
    {
        var stride = Stride(order);
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
            Correct(v, w, factor, k + 1, order);
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
        double tail = 0;
        for (var i = 1; i < x.Length; i++)
        {
            tail += x[i] * x[i];
        }

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

    /// <summary>w becomes factor w − (factor² vᵀw / 2) v, zero before start.</summary>
    private static void Correct(ReadOnlySpan<double> v, Span<double> w, double factor, int start, int order)
    {
        double product = 0;
        for (var i = start; i < order; i++)
        {
            product += v[i] * w[i];
        }

        var shift = factor * (factor * product) / 2;
        w[..start].Clear();
        for (var i = start; i < order; i++)
        {
            w[i] = (factor * w[i]) - (shift * v[i]);
        }
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

    private static void SetIdentity(Span<double> vectors, int order, int stride)
    {
        vectors[..(order * stride)].Clear();
        for (var i = 0; i < order; i++)
        {
            vectors[(i * stride) + i] = 1;
        }
    }

    /// <summary>Diagonalises T; row i of vectors ends as the eigenvector of diagonal[i], in the basis of T.</summary>
    private static void ImplicitQl(Span<double> diagonal, Span<double> subDiagonal, Span<double> vectors, int order, Span<double> cosines, Span<double> sines)
    {
        var negligible = HalfUlp * Largest(diagonal, subDiagonal);
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
                Rotate(vectors, Stride(order), stopped, m, cosines, sines);
            }
        }
    }

    private static double Largest(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> subDiagonal)
    {
        double largest = 0;
        for (var i = 0; i < diagonal.Length; i++)
        {
            largest = Math.Max(largest, Math.Max(Math.Abs(diagonal[i]), Math.Abs(subDiagonal[i])));
        }

        return largest;
    }

    /// <summary>The first m ≥ l whose coupling to m + 1 is lost to rounding, beside its neighbours or beside the largest entry; order − 1 when none is.</summary>
    private static int SplitPoint(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> subDiagonal, int l, int order, double negligible)
    {
        var m = l;
        while (m < order - 1 && Math.Abs(subDiagonal[m]) > Math.Max(negligible, HalfUlp * (Math.Abs(diagonal[m]) + Math.Abs(diagonal[m + 1]))))
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
        for (var j = 0; j < stride; j += Lane)
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

    private static void SortDescending(Span<double> values, Span<double> vectors, int order, int stride)
    {
        Span<double> swap = stackalloc double[Math.Min(stride, 512)];
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
                Swap(vectors.Slice(i * stride, stride), vectors.Slice(largest * stride, stride), swap);
            }
        }
    }

    private static void Swap(Span<double> one, Span<double> other, Span<double> swap)
    {
        for (var start = 0; start < one.Length; start += swap.Length)
        {
            var length = Math.Min(swap.Length, one.Length - start);
            one.Slice(start, length).CopyTo(swap);
            other.Slice(start, length).CopyTo(one[start..]);
            swap[..length].CopyTo(other[start..]);
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
            var scale = -factors[k] * System.Numerics.Tensors.TensorPrimitives.Dot(v, x);
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(v, scale, x, x);
        }
    }
}
