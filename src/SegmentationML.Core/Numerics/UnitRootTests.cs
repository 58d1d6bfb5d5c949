using System.Numerics.Tensors;

namespace SegmentationML.Core.Numerics;

/// <summary>Tests that decide how often a series is differenced.</summary>
internal static class UnitRootTests
{
    /// <summary>The 5 % point of <see cref="Kpss"/>: Kwiatkowski et al. (1992), table 1.</summary>
    public const double KpssCritical = 0.463;

    /// <summary>The statistic of Kwiatkowski, Phillips, Schmidt and Shin against a level: large when the series wanders.</summary>
    /// <param name="values">Without gaps, shape (n), n ≥ 2.</param>
    /// <returns>Σ S[t]² / (n² s²), s² with the Bartlett weights of ⌊3 √n / 13⌋ lags as R's ndiffs; NaN for a constant.</returns>
    /// <remarks>Kwiatkowski, Phillips, Schmidt and Shin (1992), Journal of Econometrics 54(1-3), 159-178.</remarks>
    public static double Kpss(ReadOnlySpan<double> values)
    {
        var length = values.Length;
        var mean = TensorPrimitives.Sum(values) / length;
        double running = 0, squares = 0, variance = 0;
        foreach (var value in values)
        {
            running += value - mean;
            squares += running * running;
            variance += (value - mean) * (value - mean);
        }

        var lags = (int)(3 * Math.Sqrt(length) / 13);
        for (var lag = 1; lag <= lags; lag++)
        {
            double product = 0;
            for (var t = lag; t < length; t++)
            {
                product += (values[t] - mean) * (values[t - lag] - mean);
            }

            variance += 2 * (1 - (lag / (lags + 1.0))) * product;
        }

        return squares / (length * variance);
    }

    /// <summary>Share of the variation of the detrended series that is its season, in [0, 1]: 1 − var(remainder) / var(season + remainder).</summary>
    /// <param name="values">Without gaps, shape (n), n ≥ 2 seasons.</param>
    /// <param name="season">Buckets in a season, at least 2.</param>
    /// <param name="loess">Working state.</param>
    /// <remarks>Wang, Smith and Hyndman (2006), Data Mining and Knowledge Discovery 13(3), 335-364; a seasonal difference is taken above 0.64, R's nsdiffs.</remarks>
    public static double SeasonalStrength(ReadOnlySpan<double> values, int season, SeasonalTrendLoess loess)
    {
        loess.Split(values, season, seasonalWindow: 11);
        double remainder = 0, remainderSquares = 0, both = 0, bothSquares = 0;
        for (var t = 0; t < values.Length; t++)
        {
            var detrended = values[t] - loess.Trend[t];
            var rest = detrended - loess.Season[t];
            remainder += rest;
            remainderSquares += rest * rest;
            both += detrended;
            bothSquares += detrended * detrended;
        }

        var of = bothSquares - (both * both / values.Length);
        return of > 0 ? Math.Clamp(1 - ((remainderSquares - (remainder * remainder / values.Length)) / of), 0, 1) : 0;
    }
}
