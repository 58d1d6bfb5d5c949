using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SegmentationML.Core.Forecasting.Ses;

/// <summary>Finds the smoothing weight with the least sum of squared one-step errors, 32 candidate weights in one pass over the series.</summary>
/// <remarks>
/// A pass lays 32 weights evenly over the bracket and keeps the two intervals beside the best, so a bracket shrinks to 2/31 each pass; ten passes leave less than
/// 1e-11 of it. The recursion is bound by latency, not by width: the 32 lanes cost hardly more than one. Where the sum has several minima the first pass sees all of
/// them at a spacing of 1/31, where a golden section would follow one only. Ties go to the smaller weight.
/// </remarks>
internal static class SesFit
{
    private const int Lanes = 32;
    private const int Passes = 10;

    /// <summary>The best weight within the bounds; the middle of them when every weight is as good (a constant series, one value).</summary>
    /// <param name="values">Oldest first; none missing.</param>
    /// <param name="lowest">Smallest weight allowed.</param>
    /// <param name="highest">Largest weight allowed.</param>
    public static double Alpha(ReadOnlySpan<double> values, double lowest, double highest)
    {
        if (values.Length < 2 || values.IndexOfAnyExcept(values[0]) < 0)
        {
            return (lowest + highest) / 2;
        }

        var low = lowest;
        var high = highest;
        Span<double> errors = stackalloc double[Lanes];
        for (var pass = 0; pass < Passes; pass++)
        {
            var step = (high - low) / (Lanes - 1);
            SumOfSquaredErrors(values, low, step, errors);
            var best = IndexOfLeast(errors);
            var centre = low + (best * step);
            low = Math.Max(lowest, centre - step);
            high = Math.Min(highest, centre + step);
        }

        return (low + high) / 2;
    }

    /// <summary>Σ (x_t − l_{t−1})² over t ≥ 2 for the weights low, low + step, …, shape (32).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SumOfSquaredErrors(ReadOnlySpan<double> values, double low, double step, Span<double> errors)
    {
        var width = Vector512<double>.Count;
        var ramp = Vector512<double>.Indices;
        var a0 = Vector512.Create(low) + (ramp * step);
        var a1 = Vector512.Create(low + (width * step)) + (ramp * step);
        var a2 = Vector512.Create(low + (2 * width * step)) + (ramp * step);
        var a3 = Vector512.Create(low + (3 * width * step)) + (ramp * step);
        var l0 = Vector512.Create(values[0]);
        var (l1, l2, l3) = (l0, l0, l0);
        var s0 = Vector512<double>.Zero;
        var (s1, s2, s3) = (s0, s0, s0);
        for (var t = 1; t < values.Length; t++)
        {
            var x = Vector512.Create(values[t]);
            var (e0, e1, e2, e3) = (x - l0, x - l1, x - l2, x - l3);
            (l0, s0) = (Vector512.FusedMultiplyAdd(a0, e0, l0), Vector512.FusedMultiplyAdd(e0, e0, s0));
            (l1, s1) = (Vector512.FusedMultiplyAdd(a1, e1, l1), Vector512.FusedMultiplyAdd(e1, e1, s1));
            (l2, s2) = (Vector512.FusedMultiplyAdd(a2, e2, l2), Vector512.FusedMultiplyAdd(e2, e2, s2));
            (l3, s3) = (Vector512.FusedMultiplyAdd(a3, e3, l3), Vector512.FusedMultiplyAdd(e3, e3, s3));
        }

        s0.CopyTo(errors);
        s1.CopyTo(errors[width..]);
        s2.CopyTo(errors[(2 * width)..]);
        s3.CopyTo(errors[(3 * width)..]);
    }

    private static int IndexOfLeast(ReadOnlySpan<double> errors)
    {
        var best = 0;
        for (var i = 1; i < errors.Length; i++)
        {
            best = errors[i] < errors[best] ? i : best;
        }

        return best;
    }
}
