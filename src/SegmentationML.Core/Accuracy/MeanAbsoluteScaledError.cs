namespace SegmentationML.Core.Accuracy;

/// <summary>MASE: mean absolute error over the mean absolute seasonal change of the history.</summary>
/// <remarks>Hyndman and Koehler (2006), International Journal of Forecasting 22(4), 679-688. The history counts from its first bucket, demand or not. On lumpy demand the zero forecast makes it least: do not choose by it.</remarks>
public static class MeanAbsoluteScaledError
{
    /// <summary>The measure of one forecast.</summary>
    /// <param name="history">Demand before the forecast, oldest first; NaN = missing.</param>
    /// <param name="actual">Demand of the buckets forecast, shape (h); NaN = missing, not scored.</param>
    /// <param name="forecast">Forecast, shape (h).</param>
    /// <param name="season">Lag of the scale in buckets, at least 1; 1 scales by the naive forecast.</param>
    /// <returns>Unitless, 0 for a perfect forecast. NaN when the scale is zero or has no pair of buckets: leave such a series out and count it.</returns>
    public static double Measure(ReadOnlySpan<double> history, ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, int season)
    {
        var scale = Scale(history, season);
        return scale > 0 ? MeanAbsoluteError.Measure(actual, forecast) / scale : double.NaN;
    }

    /// <summary>Mean absolute change from one bucket to the same of the next season, in units.</summary>
    /// <param name="history">Demand, oldest first; a pair with a missing bucket is left out.</param>
    /// <param name="season">Lag in buckets, at least 1.</param>
    /// <returns>0 when nothing changes; NaN when there is no pair.</returns>
    public static double Scale(ReadOnlySpan<double> history, int season)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(season);
        return history.Length > season ? MeanAbsoluteError.Measure(history[season..], history[..^season]) : double.NaN;
    }
}
