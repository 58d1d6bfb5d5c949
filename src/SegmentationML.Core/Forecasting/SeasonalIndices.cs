namespace SegmentationML.Core.Forecasting;

/// <summary>Classical decomposition by ratio to a moving average, and the test whether there is a season at all; as R's decompose and thetaf.</summary>
internal static class SeasonalIndices
{
    /// <summary>Two-sided 90 % point of the standard normal.</summary>
    private const double Critical = 1.645;

    /// <summary>An index below this would blow a deseasonalised bucket up beyond sense.</summary>
    private const double LeastIndex = 1e-4;

    /// <summary>Whether the autocorrelation at the season is significant: |r_m| > 1.645 √((1 + 2 Σ r²) / n), the sum over the lags below the season.</summary>
    /// <param name="values">Demand, shape (n); NaN = missing: its products are left out.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <remarks>Fiorucci et al. (2016), International Journal of Forecasting 32(4), 1151-1161. Needs more than two seasons.</remarks>
    public static bool AreThere(ReadOnlySpan<double> values, int season)
    {
        if (season < 2 || values.Length <= 2 * season)
        {
            return false;
        }

        double sum = 0;
        var count = 0;
        foreach (var value in values)
        {
            sum += double.IsNaN(value) ? 0 : value;
            count += double.IsNaN(value) ? 0 : 1;
        }

        var mean = sum / count;
        var variance = Product(values, mean, 0);
        double squares = 0;
        for (var lag = 1; lag < season; lag++)
        {
            var correlation = Product(values, mean, lag) / variance;
            squares += correlation * correlation;
        }

        return Math.Abs(Product(values, mean, season) / variance) > Critical * Math.Sqrt((1 + (2 * squares)) / count);
    }

    /// <summary>The factors of the buckets of a season, from the first bucket on.</summary>
    /// <param name="values">Demand, shape (n), n ≥ 2 seasons; NaN = missing.</param>
    /// <param name="season">Buckets in a season, at least 2.</param>
    /// <param name="factors">Receives them, shape (season), with mean 1.</param>
    /// <returns>False when a factor is nearly zero or a bucket of the season is never observed: the series is better left as it is; the factors are then all 1.</returns>
    public static bool Factors(ReadOnlySpan<double> values, int season, Span<double> factors)
    {
        double sum = 0;
        for (var i = 0; i < season; i++)
        {
            double ratios = 0;
            var count = 0;
            for (var t = i; t < values.Length; t += season)
            {
                var trend = MovingAverage(values, t, season);
                if (trend > 0 && !double.IsNaN(values[t]))
                {
                    ratios += values[t] / trend;
                    count++;
                }
            }

            factors[i] = ratios / count;
            sum += factors[i];
        }

        var usable = sum > 0;
        for (var i = 0; i < season; i++)
        {
            factors[i] *= season / sum;
            usable &= factors[i] >= LeastIndex;
        }

        if (!usable)
        {
            factors[..season].Fill(1);
        }

        return usable;
    }

    /// <summary>The centred moving average over one season, half a bucket at each end where the season is even; NaN where it does not fit or too little is observed.</summary>
    private static double MovingAverage(ReadOnlySpan<double> values, int at, int season)
    {
        var half = season / 2;
        if (at < half || at + half >= values.Length)
        {
            return double.NaN;
        }

        double sum = 0, weight = 0;
        for (var t = at - half; t <= at + half; t++)
        {
            var share = season % 2 == 0 && (t == at - half || t == at + half) ? 0.5 : 1;
            sum += double.IsNaN(values[t]) ? 0 : share * values[t];
            weight += double.IsNaN(values[t]) ? 0 : share;
        }

        return weight >= half ? sum / weight : double.NaN;
    }

    private static double Product(ReadOnlySpan<double> values, double mean, int lag)
    {
        double sum = 0;
        for (var t = lag; t < values.Length; t++)
        {
            var product = (values[t] - mean) * (values[t - lag] - mean);
            sum += double.IsNaN(product) ? 0 : product;
        }

        return sum;
    }
}
