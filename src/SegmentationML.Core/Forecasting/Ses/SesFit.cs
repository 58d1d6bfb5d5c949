using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SegmentationML.Core.Forecasting.Ses;

/// <summary>Finds the smoothing weight, and the start of the level, with the least sum of squared one-step errors; 32 candidate weights in one pass over the series.</summary>
/// <remarks>
/// A pass lays 32 weights evenly over the bracket and keeps the two intervals beside the best, so a bracket shrinks to 2/31 each pass. The recursion is bound by
/// latency, not by width: the 32 lanes cost hardly more than one. Where the sum has several minima the first pass sees all of them at a spacing of 1/31, where a
/// golden section would follow one only. Ties go to the smaller weight.
/// For a given weight the errors are linear in the start l₀: e_t(l₀) = e_t(x₁) − (1 − alpha)^(t−1) (l₀ − x₁), so the best start is x₁ plus a quotient of two sums of the same
/// pass. A start below zero is put at zero, so that the level never is.
/// </remarks>
internal static class SesFit
{
    private const int Lanes = 32;

    /// <summary>A bracket this narrow is beyond what the sum of squares can tell apart.</summary>
    private const double NarrowBracket = 1e-8;

    /// <summary>The best weight within the bounds and its start.</summary>
    /// <param name="values">Oldest first, at least one; none missing.</param>
    /// <param name="options">Bounds and start.</param>
    /// <returns>The middle of the bounds, started at the first value, when every weight is as good: a constant series, one value.</returns>
    public static SesState Best(ReadOnlySpan<double> values, SesOptions options)
    {
        if (values.Length < 2 || values.IndexOfAnyExcept(values[0]) < 0)
        {
            return new SesState((options.LowestAlpha + options.HighestAlpha) / 2, values[0]);
        }

        var low = options.LowestAlpha;
        var high = options.HighestAlpha;
        Span<double> errors = stackalloc double[Lanes];
        Span<double> starts = stackalloc double[Lanes];
        while (true)
        {
            var step = (high - low) / (Lanes - 1);
            Errors(values, low, step, options.Start, errors, starts);
            var best = IndexOfLeast(errors);
            var alpha = low + (best * step);
            if (high - low < NarrowBracket)
            {
                return new SesState(alpha, starts[best]);
            }

            low = Math.Max(options.LowestAlpha, alpha - step);
            high = Math.Min(options.HighestAlpha, alpha + step);
        }
    }

    /// <summary>The start that a given weight asks for.</summary>
    public static SesState At(ReadOnlySpan<double> values, double alpha, SesStart start)
    {
        if (start == SesStart.FirstValue)
        {
            return new SesState(alpha, values[0]);
        }

        Span<double> errors = stackalloc double[Lanes];
        Span<double> starts = stackalloc double[Lanes];
        Errors(values, alpha, 0, start, errors, starts);
        return new SesState(alpha, starts[0]);
    }

    /// <summary>The sum of squared one-step errors, and the start, of the weights low, low + step, …; shape (32) each.</summary>
    internal static void Errors(ReadOnlySpan<double> values, double low, double step, SesStart start, Span<double> errors, Span<double> starts)
    {
        if (start == SesStart.FirstValue)
        {
            FromFirstValue(values, low, step, errors);
            starts.Fill(values[0]);
            return;
        }

        for (var lane = 0; lane < Lanes; lane += 2 * Vector512<double>.Count)
        {
            FromFittedStart(values, low + (lane * step), step, errors[lane..], starts[lane..]);
        }
    }

    /// <summary>Σ (x_t − l_{t−1})² over t ≥ 2 from l₁ = x₁, 32 weights at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FromFirstValue(ReadOnlySpan<double> values, double low, double step, Span<double> errors)
    {
        var width = Vector512<double>.Count;
        var ramp = Vector512<double>.Indices * step;
        var (a0, a1) = (Vector512.Create(low) + ramp, Vector512.Create(low + (width * step)) + ramp);
        var (a2, a3) = (Vector512.Create(low + (2 * width * step)) + ramp, Vector512.Create(low + (3 * width * step)) + ramp);
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

    /// <summary>min over l₀ of Σ (x_t − l_{t−1})² over t ≥ 1, 16 weights at once: Σe² − (Σed)² / Σd² with e from l₀ = x₁ and d_t = (1 − alpha)^(t−1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FromFittedStart(ReadOnlySpan<double> values, double low, double step, Span<double> errors, Span<double> starts)
    {
        var width = Vector512<double>.Count;
        var ramp = Vector512<double>.Indices * step;
        var (a0, a1) = (Vector512.Create(low) + ramp, Vector512.Create(low + (width * step)) + ramp);
        var (b0, b1) = (Vector512<double>.One - a0, Vector512<double>.One - a1);
        var first = Vector512.Create(values[0]);
        var (l0, l1) = (first, first);
        var (s0, s1) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (p0, p1) = (s0, s1);
        var (q0, q1) = (s0, s1);
        var (d0, d1) = (Vector512<double>.One, Vector512<double>.One);
        foreach (var value in values)
        {
            var x = Vector512.Create(value);
            var (e0, e1) = (x - l0, x - l1);
            (l0, l1) = (Vector512.FusedMultiplyAdd(a0, e0, l0), Vector512.FusedMultiplyAdd(a1, e1, l1));
            (s0, s1) = (Vector512.FusedMultiplyAdd(e0, e0, s0), Vector512.FusedMultiplyAdd(e1, e1, s1));
            (p0, p1) = (Vector512.FusedMultiplyAdd(e0, d0, p0), Vector512.FusedMultiplyAdd(e1, d1, p1));
            (q0, q1) = (Vector512.FusedMultiplyAdd(d0, d0, q0), Vector512.FusedMultiplyAdd(d1, d1, q1));
            (d0, d1) = (d0 * b0, d1 * b1);
        }

        (s0 - (p0 * p0 / q0)).CopyTo(errors);
        (s1 - (p1 * p1 / q1)).CopyTo(errors[width..]);
        Vector512.Max(Vector512<double>.Zero, first + (p0 / q0)).CopyTo(starts);
        Vector512.Max(Vector512<double>.Zero, first + (p1 / q1)).CopyTo(starts[width..]);
    }

    internal static int IndexOfLeast(ReadOnlySpan<double> errors)
    {
        var best = 0;
        for (var i = 1; i < errors.Length; i++)
        {
            best = errors[i] < errors[best] ? i : best;
        }

        return best;
    }

    /// <summary>A weight and a start.</summary>
    /// <param name="Alpha">Smoothing weight.</param>
    /// <param name="Start">Level before the first value, in units.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct SesState(double Alpha, double Start);
}
