namespace SegmentationML.Core.Demand;

/// <summary>De-seasonalised variability and strength of season and trend.</summary>
/// <remarks>Strengths: Wang, Smith and Hyndman (2006), Data Mining and Knowledge Discovery 13, 335-364; variances are over the observed periods of the active span.</remarks>
public static class Seasonality
{
    /// <summary>Measures one series over its active span.</summary>
    /// <param name="demand">Units per period, shape (n), oldest first; NaN is a period that was not observed: it carries no weight and keeps its place; an infinite value is refused.</param>
    /// <param name="options">Season length, scale, span.</param>
    public static SeasonalityProfile Measure(ReadOnlySpan<double> demand, SeasonalityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        DemandProblems.RefuseInfinite(demand);
        return Kernel(demand, options, new DecompositionBuffers());
    }

    internal static SeasonalityProfile Kernel(ReadOnlySpan<double> demand, SeasonalityOptions options, DecompositionBuffers buffers)
    {
        var span = ActiveSpan.Of(demand, options.Start);
        var (scale, method) = buffers.Fit(span, options);
        var seasons = options.Period > 1 ? (double)span.Length / options.Period : double.NaN;
        var remainder = buffers.Remainder;
        var (observed, mean) = Moments.Mean(remainder);
        var freedom = DegreesOfFreedom(observed, method, options);
        if (method == DecompositionMethod.None || freedom < 1)
        {
            return new SeasonalityProfile(double.NaN, double.NaN, double.NaN, options.Period, seasons, scale, method, Math.Max(freedom, 0));
        }

        var squares = Moments.SumOfSquares(remainder, mean);
        return new SeasonalityProfile(
            Cv(Math.Sqrt(squares / freedom), scale, buffers),
            method == DecompositionMethod.SeasonalTrend ? Strength(buffers, buffers.Season, squares / observed) : double.NaN,
            Strength(buffers, buffers.Trend, squares / observed),
            options.Period,
            seasons,
            scale,
            method,
            freedom);
    }

    private static int DegreesOfFreedom(int observed, DecompositionMethod method, SeasonalityOptions options)
        => observed - 1 - (options.CorrectForFittedSeason && method == DecompositionMethod.SeasonalTrend ? options.Period : 0);

    private static double Cv(double deviation, SeasonalScale scale, DecompositionBuffers buffers)
    {
        if (scale == SeasonalScale.Logarithmic)
        {
            return Math.Sqrt(Math.Exp(deviation * deviation) - 1);
        }

        var level = ObservedMean(buffers.Trend, buffers.Remainder);
        return level > 0 ? deviation / level : double.NaN;
    }

    private static double Strength(DecompositionBuffers buffers, ReadOnlySpan<double> part, double remainderVariance)
    {
        var together = buffers.Scratch;
        for (var t = 0; t < together.Length; t++)
        {
            together[t] = part[t] + buffers.Remainder[t];
        }

        var variance = Moments.PopulationVariance(together);
        return variance > 0 ? Math.Max(0, 1 - (remainderVariance / variance)) : 0;
    }

    private static double ObservedMean(ReadOnlySpan<double> part, ReadOnlySpan<double> observedWhere)
    {
        var sum = 0.0;
        var count = 0;
        for (var t = 0; t < part.Length; t++)
        {
            if (!double.IsNaN(observedWhere[t]))
            {
                sum += part[t];
                count++;
            }
        }

        return sum / count;
    }
}
