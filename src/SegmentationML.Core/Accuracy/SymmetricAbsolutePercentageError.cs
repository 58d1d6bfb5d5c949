namespace SegmentationML.Core.Accuracy;

/// <summary>sMAPE as in the M4 competition, 0 to 200: mean of 200 |y − f| / (|y| + |f|). Meant for demand without zeros.</summary>
/// <remarks>Makridakis, Spiliotis and Assimakopoulos (2020), International Journal of Forecasting 36(1), 54-74.</remarks>
public static class SymmetricAbsolutePercentageError
{
    /// <summary>The measure of one forecast.</summary>
    /// <param name="actual">Demand, shape (h); NaN = missing, not scored.</param>
    /// <param name="forecast">Forecast, shape (h).</param>
    /// <returns>Percent of 200, 0 for a perfect forecast; a bucket where both are zero counts 0, one where only one is counts 200; the same for k × demand and k × forecast; NaN when no bucket is observed.</returns>
    public static double Measure(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(forecast.Length, actual.Length, nameof(forecast));
        double sum = 0;
        var count = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var error = Math.Abs(actual[i] - forecast[i]);
            if (!double.IsNaN(error))
            {
                sum += error > 0 ? 200 * error / (Math.Abs(actual[i]) + Math.Abs(forecast[i])) : 0;
                count++;
            }
        }

        return sum / count;
    }
}
