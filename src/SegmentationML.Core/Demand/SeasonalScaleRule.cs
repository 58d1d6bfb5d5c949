namespace SegmentationML.Core.Demand;

/// <summary>Chooses between the additive and the logarithmic scale.</summary>
/// <remarks>Guerrero (1993), Journal of Forecasting 12, 37-48, for the two powers 1 and 0: logarithms where they at least halve the squared relative variation of the spread from season to season; units otherwise.</remarks>
internal static class SeasonalScaleRule
{
    public static SeasonalScale Choose(ReadOnlySpan<double> span, SeasonalScale asked, int period)
    {
        if (asked == SeasonalScale.Additive || !AllPositive(span))
        {
            return SeasonalScale.Additive;
        }

        return asked == SeasonalScale.Logarithmic || SpreadGrowsWithLevel(span, period) ? SeasonalScale.Logarithmic : SeasonalScale.Additive;
    }

    private static bool AllPositive(ReadOnlySpan<double> span)
    {
        var observed = false;
        foreach (var value in span)
        {
            if (value <= 0)
            {
                return false;
            }

            observed |= !double.IsNaN(value);
        }

        return observed;
    }

    /// <summary>Compares the squared relative variation of sd and of sd / mean over the whole seasons, counted back from the cut-off.</summary>
    private static bool SpreadGrowsWithLevel(ReadOnlySpan<double> span, int period)
    {
        if (period < 2 || span.Length < 2L * period)
        {
            return false;
        }

        double absolute = 0, absoluteSquares = 0, relative = 0, relativeSquares = 0;
        var seasons = 0;
        for (var start = span.Length % period; start < span.Length; start += period)
        {
            var season = span.Slice(start, period);
            var (observed, mean) = Moments.Mean(season);
            if (observed < 2)
            {
                continue;
            }

            var deviation = Moments.StandardDeviation(season, observed, mean, 1);
            absolute += deviation;
            absoluteSquares += deviation * deviation;
            relative += deviation / mean;
            relativeSquares += deviation / mean * (deviation / mean);
            seasons++;
        }

        if (seasons < 2 || !(absolute > 0))
        {
            return false;
        }

        // n Σx² / (Σx)² - 1 is the squared relative variation of x.
        var onUnits = (seasons * absoluteSquares / (absolute * absolute)) - 1;
        var onLogarithms = (seasons * relativeSquares / (relative * relative)) - 1;
        return onUnits > 1e-12 && onLogarithms <= onUnits / 2;
    }
}
