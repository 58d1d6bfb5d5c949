namespace SegmentationML.Core.Accuracy;

/// <summary>SPL as in the M5 competition: the pinball loss of a quantile over the mean absolute one-step change of the history from its first demand.</summary>
/// <remarks>Makridakis and others (2022), The M5 uncertainty competition, International Journal of Forecasting 38(4), 1365-1385.</remarks>
public static class ScaledPinballLoss
{
    /// <summary>The measure of one quantile.</summary>
    /// <param name="history">Demand before the forecast, oldest first; NaN = missing.</param>
    /// <param name="actual">Demand of the buckets forecast, shape (h); NaN = missing, not scored.</param>
    /// <param name="quantile">Forecast quantile, shape (h).</param>
    /// <param name="level">Its probability u, in (0, 1).</param>
    /// <returns>Unitless, 0 when the quantile is met exactly. NaN when the scale is zero or has no pair of buckets: leave such a series out and count it.</returns>
    public static double Measure(ReadOnlySpan<double> history, ReadOnlySpan<double> actual, ReadOnlySpan<double> quantile, double level)
    {
        var scale = MeanAbsoluteScaledError.Scale(history[Demand.DemandScan.FirstDemand(history)..], season: 1);
        return scale > 0 ? PinballLoss.Measure(actual, quantile, level) / scale : double.NaN;
    }

    /// <summary>The mean over several quantiles: the nine of the M5 competition, or those that a forecast states.</summary>
    /// <param name="history">Demand before the forecast, oldest first; NaN = missing.</param>
    /// <param name="actual">Demand of the buckets forecast, shape (h); NaN = missing, not scored.</param>
    /// <param name="quantiles">Forecast quantiles, shape (levels × h), one row a level.</param>
    /// <param name="levels">Their probabilities, each in (0, 1).</param>
    /// <returns>Unitless; NaN as in the measure of one quantile.</returns>
    public static double Mean(ReadOnlySpan<double> history, ReadOnlySpan<double> actual, ReadOnlySpan<double> quantiles, ReadOnlySpan<double> levels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(quantiles.Length, actual.Length * levels.Length, nameof(quantiles));
        double sum = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            sum += Measure(history, actual, quantiles.Slice(i * actual.Length, actual.Length), levels[i]);
        }

        return sum / levels.Length;
    }
}
