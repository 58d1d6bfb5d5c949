namespace SegmentationML.Core.Accuracy;

/// <summary>MAE: mean absolute error, in units. On lumpy demand the zero forecast makes it least: do not choose by it.</summary>
public static class MeanAbsoluteError
{
    /// <summary>The measure of one forecast.</summary>
    /// <param name="actual">Demand, shape (h); NaN = missing, not scored.</param>
    /// <param name="forecast">Forecast, shape (h).</param>
    /// <returns>0 for a perfect forecast, also where demand is zero; multiplied by k with demand and forecast; NaN when no bucket is observed.</returns>
    public static double Measure(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(forecast.Length, actual.Length, nameof(forecast));
        var mean = Mean(actual, forecast, 1);
        return double.IsInfinity(mean) ? Mean(actual, forecast, WideSum.Unit) * WideSum.Unit : mean;
    }

    private static double Mean(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, double unit)
    {
        double sum = 0;
        var count = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var error = Math.Abs((actual[i] / unit) - (forecast[i] / unit));
            if (!double.IsNaN(error))
            {
                sum += error;
                count++;
            }
        }

        return sum / count;
    }
}
