using System.Numerics.Tensors;

namespace SegmentationML.Core.Forecasting.Ses;

/// <summary>The smoothing weight between two bounds with the least one-step squared error from the first value: three passes of 32 weights, then the vertex of a parabola.</summary>
/// <remarks>After three passes the weights lie (high − low) 1.4e-4 apart; the parabola through the best three is exact to 1e-9 of the bracket, since the error is smooth in the weight.</remarks>
internal static class SesQuickFit
{
    private const int Lanes = 32;
    private const int Passes = 3;

    /// <summary>Errors this close are the same but for rounding.</summary>
    private const double Alike = 1e-13;

    /// <summary>The best weight.</summary>
    /// <param name="values">Oldest first, at least one; none missing.</param>
    /// <param name="low">Smallest weight, above 0.</param>
    /// <param name="high">Largest weight, at most 1.</param>
    /// <returns>The middle of the bounds when every weight is as good: a constant series, one value, demand in the last bucket only.</returns>
    public static double Alpha(ReadOnlySpan<double> values, double low, double high)
    {
        if (values.Length < 2 || values.IndexOfAnyExcept(values[0]) < 0)
        {
            return (low + high) / 2;
        }

        Span<double> errors = stackalloc double[Lanes];
        Span<double> starts = stackalloc double[Lanes];
        var (from, to) = (low, high);
        for (var pass = 1; ; pass++)
        {
            var step = (to - from) / (Lanes - 1);
            SesFit.Errors(values, from, step, SesStart.FirstValue, errors, starts);
            var best = SesFit.IndexOfLeast(errors);
            if (pass == 1 && TensorPrimitives.Max<double>(errors) <= errors[best] * (1 + Alike))
            {
                return (low + high) / 2;
            }

            if (pass == Passes)
            {
                return Math.Clamp(from + ((best + Vertex(errors, best)) * step), low, high);
            }

            (from, to) = (Math.Max(low, from + ((best - 1) * step)), Math.Min(high, from + ((best + 1) * step)));
        }
    }

    /// <summary>Where the parabola through the best error and its neighbours has its least, in steps from the best; 0 at the ends.</summary>
    private static double Vertex(ReadOnlySpan<double> errors, int best)
    {
        if (best is 0 or Lanes - 1)
        {
            return 0;
        }

        var (left, right) = (errors[best - 1] - errors[best], errors[best + 1] - errors[best]);
        return left + right > 0 ? 0.5 * (left - right) / (left + right) : 0;
    }
}
