namespace SegmentationML.Core.Accuracy;

/// <summary>PIS: the sum over time of the cumulative errors, demand minus forecast; how long a unit too many lies, or a unit too few is waited for.</summary>
/// <remarks>Wallström and Segerstedt (2010), International Journal of Production Economics 128(2), 625-636, with their sign turned: above zero the forecast was too low. Not the sum of absolute errors that a library calls by this name.</remarks>
public static class PeriodsInStock
{
    /// <summary>The measure of one forecast.</summary>
    /// <param name="actual">Demand, shape (h), oldest first; NaN = missing, taken as forecast exactly.</param>
    /// <param name="forecast">Mean forecast, shape (h).</param>
    /// <returns>Unit-periods; 0 for a perfect forecast; multiplied by k with demand and forecast.</returns>
    public static double Measure(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(forecast.Length, actual.Length, nameof(forecast));
        double cumulative = 0;
        double sum = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var error = actual[i] - forecast[i];
            cumulative += double.IsNaN(error) ? 0 : error;
            sum += cumulative;
        }

        return sum;
    }

    /// <summary>|PIS| over the mean demand of the history: sAPIS.</summary>
    /// <param name="history">Demand before the forecast; NaN = missing.</param>
    /// <param name="actual">Demand, shape (h), oldest first.</param>
    /// <param name="forecast">Mean forecast, shape (h).</param>
    /// <returns>Periods; NaN when the history has no demand: leave such a series out and count it.</returns>
    public static double Scaled(ReadOnlySpan<double> history, ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        double sum = 0;
        var count = 0;
        foreach (var value in history)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return sum > 0 ? Math.Abs(Measure(actual, forecast)) / (sum / count) : double.NaN;
    }
}
