using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>The recurrent forecast of a decomposition: the filter that takes the newest buckets to the signal, and the linear recurrence that continues it.</summary>
/// <remarks>
/// With directions U (newest bucket first) and π their first places, the recurrence is s[t] = Σ a[q] s[t − q], q = 1 … L − 1, a = Σ πᵢ Uᵢ[1…] / (1 − ν²), ν² = Σ πᵢ².
/// The signal at q buckets before the newest is the mean over the lagged vectors that hold it of their projections: a fixed filter over the newest 2 (L − 1) buckets,
/// built row by row, so that a later origin costs one small product and no decomposition.
/// </remarks>
internal static class SsaRecurrence
{
    /// <summary>Verticality above which the recurrence is not trusted: 1 − ν² divides it.</summary>
    public const double LargestVerticality = 0.9;

    /// <summary>Number of newest buckets that the filter looks at.</summary>
    public static int FilterLength(int window) => 2 * (window - 1);

    /// <summary>Length of a padded filter row.</summary>
    public static int FilterStride(int window) => SymmetricEigen.Stride(FilterLength(window)) + SymmetricEigen.Lane;

    /// <summary>The largest rank, at most the decomposition's, whose verticality is low enough.</summary>
    public static int TrustedRank(in SsaDecomposition decomposition)
    {
        var stride = SymmetricEigen.Stride(decomposition.Window);
        double verticality = 0;
        for (var rank = 0; rank < decomposition.Rank; rank++)
        {
            var newest = decomposition.Directions[rank * stride];
            verticality += newest * newest;
            if (verticality > LargestVerticality)
            {
                return rank;
            }
        }

        return decomposition.Rank;
    }

    /// <summary>The coefficients a[1 … L − 1], nearest bucket first.</summary>
    /// <param name="decomposition">With a trusted rank.</param>
    /// <param name="coefficients">Receives them, shape (window − 1).</param>
    public static void Coefficients(in SsaDecomposition decomposition, Span<double> coefficients)
    {
        var stride = SymmetricEigen.Stride(decomposition.Window);
        coefficients.Clear();
        double verticality = 0;
        for (var i = 0; i < decomposition.Rank; i++)
        {
            var direction = decomposition.Directions.Slice(i * stride, decomposition.Window);
            verticality += direction[0] * direction[0];
            TensorPrimitives.MultiplyAdd(direction[1..], direction[0], coefficients, coefficients);
        }

        TensorPrimitives.Divide(coefficients, 1 - verticality, coefficients);
    }

    /// <summary>The filter from the newest buckets to the signal, one row a place.</summary>
    /// <param name="decomposition">With a trusted rank.</param>
    /// <param name="filter">Receives row q: the weights, newest bucket first, of the signal q buckets before the newest; (window − 1) × <see cref="FilterStride"/>.</param>
    /// <remarks>Row q times (q + 1) is row q − 1 times q moved by one bucket, plus row q of the projection Σ Uᵢ Uᵢᵀ.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Filter(in SsaDecomposition decomposition, Span<double> filter)
    {
        var window = decomposition.Window;
        var stride = SymmetricEigen.Stride(window);
        var rowLength = FilterStride(window);
        var rows = filter[..((window - 1) * rowLength)];
        rows.Clear();
        for (var q = 0; q < window - 1; q++)
        {
            var row = rows.Slice(q * rowLength, rowLength);
            if (q > 0)
            {
                rows.Slice((q - 1) * rowLength, rowLength - 1).CopyTo(row[1..]);
            }

            for (var i = 0; i < decomposition.Rank; i++)
            {
                var direction = decomposition.Directions.Slice(i * stride, stride);
                AddScaled(direction, direction[q], row);
            }
        }

        for (var q = 1; q < window - 1; q++)
        {
            var row = rows.Slice(q * rowLength, rowLength);
            TensorPrimitives.Divide(row, q + 1.0, row);
        }
    }

    /// <summary>target += factor × source over the length of source, a multiple of the lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(ReadOnlySpan<double> source, double factor, Span<double> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var scale = Vector512.Create(factor);
        for (var j = 0; j < source.Length; j += Vector512<double>.Count)
        {
            var at = (nuint)j;
            Vector512.FusedMultiplyAdd(scale, Vector512.LoadUnsafe(ref from, at), Vector512.LoadUnsafe(ref to, at)).StoreUnsafe(ref to, at);
        }
    }

    /// <summary>Continues the signal.</summary>
    /// <param name="newest">The newest buckets of the centred history, newest first, shape (<see cref="FilterLength"/>).</param>
    /// <param name="filter">Of <see cref="Filter"/>.</param>
    /// <param name="coefficients">Of <see cref="Coefficients"/>.</param>
    /// <param name="signal">Scratch, shape (window − 1 + horizon).</param>
    /// <param name="forecast">Receives the continuation, shape (horizon).</param>
    public static void Continue(ReadOnlySpan<double> newest, ReadOnlySpan<double> filter, ReadOnlySpan<double> coefficients, Span<double> signal, Span<double> forecast)
    {
        // The signal lies newest first as well, so each new value is put in front of the last.
        var order = coefficients.Length;
        var rowLength = FilterStride(order + 1);
        var horizon = forecast.Length;
        for (var q = 0; q < order; q++)
        {
            signal[horizon + q] = TensorPrimitives.Dot(filter.Slice(q * rowLength, newest.Length), newest);
        }

        for (var step = 0; step < horizon; step++)
        {
            var at = horizon - 1 - step;
            signal[at] = TensorPrimitives.Dot(coefficients, signal.Slice(at + 1, order));
            forecast[step] = signal[at];
        }
    }
}
