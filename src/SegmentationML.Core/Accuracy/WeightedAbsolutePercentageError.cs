namespace SegmentationML.Core.Accuracy;

/// <summary>WAPE: sum of absolute errors over sum of demand. On lumpy demand the zero forecast scores 1: do not choose by it.</summary>
public static class WeightedAbsolutePercentageError
{
    /// <summary>The measure of one forecast.</summary>
    /// <param name="actual">Demand, shape (h); NaN = missing, not scored.</param>
    /// <param name="forecast">Forecast, shape (h).</param>
    /// <returns>A share, 0.25 = 25 %; 0 for a perfect forecast; the same for k × demand and k × forecast. NaN when the demand sums to zero: leave such a series out and count it.</returns>
    public static double Measure(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(forecast.Length, actual.Length, nameof(forecast));
        var (errors, demand) = Sums(actual, forecast, 1);
        if (double.IsInfinity(errors) || double.IsInfinity(demand))
        {
            (errors, demand) = Sums(actual, forecast, WideSum.Unit);
        }

        return demand > 0 ? errors / demand : double.NaN;
    }

    private static (double Errors, double Demand) Sums(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, double unit)
    {
        double errors = 0;
        double demand = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var error = Math.Abs((actual[i] / unit) - (forecast[i] / unit));
            if (!double.IsNaN(error))
            {
                errors += error;
                demand += actual[i] / unit;
            }
        }

        return (errors, demand);
    }
}
