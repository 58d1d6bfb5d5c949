namespace SegmentationML.Core.Accuracy;

/// <summary>RMSSE as in the M5 competition: root of the mean squared error over the mean squared one-step change of the history from its first demand.</summary>
/// <remarks>Makridakis, Spiliotis and Assimakopoulos (2022), International Journal of Forecasting 38(4), 1346-1364; after Hyndman and Koehler (2006).</remarks>
public static class RootMeanSquaredScaledError
{
    /// <summary>The measure of one forecast.</summary>
    /// <param name="history">Demand before the forecast, oldest first; NaN = missing.</param>
    /// <param name="actual">Demand of the buckets forecast, shape (h); NaN = missing, not scored.</param>
    /// <param name="forecast">Mean forecast, shape (h).</param>
    /// <returns>Unitless, 0 for a perfect forecast. NaN when the scale is zero (no demand, one bucket, a constant history) or no bucket is observed: leave such a series out and count it.</returns>
    public static double Measure(ReadOnlySpan<double> history, ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        var scale = Scale(history);
        return scale > 0 ? RootMeanSquaredError.Measure(actual, forecast) / Math.Sqrt(scale) : double.NaN;
    }

    /// <summary>Mean squared change from one bucket to the next, from the first demand on, in squared units.</summary>
    /// <param name="history">Demand, oldest first; a pair with a missing bucket is left out.</param>
    /// <returns>0 when nothing changes; NaN when there is no pair.</returns>
    public static double Scale(ReadOnlySpan<double> history)
    {
        double squares = 0;
        var count = 0;
        for (var t = Demand.DemandScan.FirstDemand(history) + 1; t < history.Length; t++)
        {
            var change = history[t] - history[t - 1];
            if (!double.IsNaN(change))
            {
                squares += change * change;
                count++;
            }
        }

        return squares / count;
    }
}
