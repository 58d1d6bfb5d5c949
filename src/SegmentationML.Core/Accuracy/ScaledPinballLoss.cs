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
        return scale > 0 ? Pinball(actual, quantile, level) / scale : double.NaN;
    }

    /// <summary>Mean pinball loss: u (y − q) where demand reaches the quantile, (1 − u) (q − y) where it does not; in units.</summary>
    /// <param name="actual">Demand, shape (h); NaN = missing, not scored.</param>
    /// <param name="quantile">Forecast quantile, shape (h).</param>
    /// <param name="level">Its probability u, in (0, 1).</param>
    public static double Pinball(ReadOnlySpan<double> actual, ReadOnlySpan<double> quantile, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(quantile.Length, actual.Length, nameof(quantile));
        double sum = 0;
        var count = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var error = actual[i] - quantile[i];
            if (!double.IsNaN(error))
            {
                sum += error >= 0 ? level * error : (level - 1) * error;
                count++;
            }
        }

        return sum / count;
    }
}
