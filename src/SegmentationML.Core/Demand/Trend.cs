namespace SegmentationML.Core.Demand;

/// <summary>Linear trend of a series: least squares and, on request, Theil-Sen.</summary>
/// <remarks>Theil (1950) and Sen (1968), JASA 63, 1379-1389: the median of the slopes of all pairs of observed periods.</remarks>
public static class Trend
{
    private static readonly TrendOptions Default = new();

    /// <summary>Measures one series over its active span.</summary>
    /// <param name="demand">Units per period, shape (n), oldest first; NaN periods are left out and keep their place in time; an infinite value is refused.</param>
    /// <param name="options">Span and robust slope.</param>
    public static TrendProfile Measure(ReadOnlySpan<double> demand, TrendOptions? options = null)
    {
        options ??= Default;
        ProblemException.ThrowIfAny(options.Validate());
        DemandProblems.RefuseInfinite(demand);
        return Kernel(demand, options);
    }

    internal static TrendProfile Kernel(ReadOnlySpan<double> demand, TrendOptions options)
    {
        var span = ActiveSpan.Of(demand, options.Start);
        var fit = LinearFit.Of(span);
        if (fit.Observed < 2)
        {
            return new TrendProfile(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, fit.Observed);
        }

        var (_, mean) = Moments.Mean(span);
        var robust = options.TheilSen ? MedianSlope(span, fit.Observed) : double.NaN;
        return new TrendProfile(
            fit.Slope,
            StandardError(span, fit),
            mean > 0 ? fit.Slope / mean : double.NaN,
            robust,
            mean > 0 ? robust / mean : double.NaN,
            fit.Observed);
    }

    private static double StandardError(ReadOnlySpan<double> span, LinearFit fit)
    {
        if (fit.Observed < 3)
        {
            return double.NaN;
        }

        var squares = 0.0;
        for (var t = 0; t < span.Length; t++)
        {
            var error = span[t] - fit.At(t);
            squares += double.IsNaN(error) ? 0 : error * error;
        }

        return Math.Sqrt(squares / (fit.Observed - 2) / fit.SlopeSquares);
    }

    private static double MedianSlope(ReadOnlySpan<double> span, int observed)
    {
        var slopes = new double[(long)observed * (observed - 1) / 2];
        var count = 0;
        for (var s = 0; s < span.Length; s++)
        {
            for (var t = s + 1; t < span.Length; t++)
            {
                var rise = span[t] - span[s];
                if (!double.IsNaN(rise))
                {
                    slopes[count++] = rise / (t - s);
                }
            }
        }

        Array.Sort(slopes);
        return (slopes[(count - 1) / 2] + slopes[count / 2]) / 2;
    }
}
