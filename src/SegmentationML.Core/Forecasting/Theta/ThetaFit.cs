using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SegmentationML.Core.Forecasting.Theta;

/// <summary>Finds weight, start and share of the line with the least sum of squared one-step errors.</summary>
/// <remarks>
/// The forecast of bucket t is l[t − 1] + ω D[t](α), D[t] = (1 − α)^(t−1) A + (1 − (1 − α)^t) / α B with intercept A and slope B of the line as it is known before t. For a given α the errors
/// are linear in the start and in ω, so both follow from six sums; sixteen values of α share one pass over the series, and the bracket shrinks to 2/15 with each pass. No search can get stuck.
/// </remarks>
internal static class ThetaFit
{
    private const int Lanes = 16;
    private const double LowestAlpha = 0.0001;
    private const double HighestAlpha = 0.9999;
    private const double NarrowBracket = 1e-9;

    /// <summary>The best model.</summary>
    /// <param name="values">Demand without gaps and season, shape (n), n ≥ 1.</param>
    /// <param name="intercepts">A before each bucket, shape (n).</param>
    /// <param name="slopes">B before each bucket, shape (n).</param>
    /// <param name="weight">ω; NaN to have it fitted in [0, 1].</param>
    public static ThetaState Best(ReadOnlySpan<double> values, ReadOnlySpan<double> intercepts, ReadOnlySpan<double> slopes, double weight)
    {
        var (low, high) = (LowestAlpha, HighestAlpha);
        Span<double> sums = stackalloc double[6 * Lanes];
        while (true)
        {
            var step = (high - low) / (Lanes - 1);
            Sums(values, intercepts, slopes, low, step, sums);
            var best = Solve(sums, 0, weight, low);
            for (var lane = 1; lane < Lanes; lane++)
            {
                var state = Solve(sums, lane, weight, low + (lane * step));
                best = state.SquaredErrors < best.SquaredErrors ? state : best;
            }

            if (high - low < NarrowBracket)
            {
                return best;
            }

            (low, high) = (Math.Max(LowestAlpha, best.Alpha - step), Math.Min(HighestAlpha, best.Alpha + step));
        }
    }

    /// <summary>With e the errors from a start of zero and ω = 0, d = (1 − α)^(t−1): Σe², Σed, Σd², ΣeD, ΣD², ΣdD; shape (6 × 16).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sums(ReadOnlySpan<double> values, ReadOnlySpan<double> intercepts, ReadOnlySpan<double> slopes, double low, double step, Span<double> sums)
    {
        for (var part = 0; part < Lanes; part += Vector512<double>.Count)
        {
            var alpha = Vector512.Create(low + (part * step)) + (Vector512<double>.Indices * step);
            var keep = Vector512<double>.One - alpha;
            var inverse = Vector512<double>.One / alpha;
            var level = Vector512<double>.Zero;
            var decay = Vector512<double>.One;
            var (ee, ed, dd) = (level, level, level);
            var (el, ll, dl) = (level, level, level);
            for (var t = 0; t < values.Length; t++)
            {
                var after = decay * keep;
                var line = (decay * intercepts[t]) + ((Vector512<double>.One - after) * inverse * slopes[t]);
                var error = Vector512.Create(values[t]) - level;
                ee += error * error;
                ed += error * decay;
                dd += decay * decay;
                el += error * line;
                ll += line * line;
                dl += decay * line;
                level += alpha * error;
                decay = after;
            }

            ee.CopyTo(sums[part..]);
            ed.CopyTo(sums[(Lanes + part)..]);
            dd.CopyTo(sums[((2 * Lanes) + part)..]);
            el.CopyTo(sums[((3 * Lanes) + part)..]);
            ll.CopyTo(sums[((4 * Lanes) + part)..]);
            dl.CopyTo(sums[((5 * Lanes) + part)..]);
        }
    }

    /// <summary>Least squares in start and ω, ω held in [0, 1].</summary>
    private static ThetaState Solve(ReadOnlySpan<double> sums, int lane, double weight, double alpha)
    {
        var (ee, ed, dd) = (sums[lane], sums[Lanes + lane], sums[(2 * Lanes) + lane]);
        var (el, ll, dl) = (sums[(3 * Lanes) + lane], sums[(4 * Lanes) + lane], sums[(5 * Lanes) + lane]);
        if (double.IsNaN(weight))
        {
            var own = ll - (dl * dl / dd);
            weight = own > 1e-12 * ll ? Math.Clamp((el - (ed * dl / dd)) / own, 0, 1) : 0;
        }

        var start = (ed - (weight * dl)) / dd;
        var squares = ee - (2 * weight * el) + (weight * weight * ll) - (start * start * dd);
        return new ThetaState(alpha, start, weight, Math.Max(0, squares));
    }
}
