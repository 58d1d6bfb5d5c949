namespace SegmentationML.Core.Accuracy;

/// <summary>Pinball (quantile) loss: u (y − q) where demand reaches the quantile, (1 − u) (q − y) where it does not; least at the true quantile.</summary>
/// <remarks>Koenker and Bassett (1978), Econometrica 46(1), 33-50.</remarks>
public static class PinballLoss
{
    /// <summary>The mean loss of one quantile.</summary>
    /// <param name="actual">Demand, shape (h); NaN = missing, not scored.</param>
    /// <param name="quantile">Forecast quantile, shape (h).</param>
    /// <param name="level">Its probability u, in (0, 1).</param>
    /// <returns>Units; 0 when the quantile is met exactly; multiplied by k with demand and quantile; NaN when no bucket is observed.</returns>
    public static double Measure(ReadOnlySpan<double> actual, ReadOnlySpan<double> quantile, double level)
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
