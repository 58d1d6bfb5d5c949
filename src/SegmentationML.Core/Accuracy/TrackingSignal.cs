namespace SegmentationML.Core.Accuracy;

/// <summary>Tracking signal: whether errors go one way, in mean absolute errors; an error is demand minus forecast, so above zero the forecast is too low.</summary>
/// <remarks>A missing bucket is left out. Both are unitless and the same for k × demand and k × forecast.</remarks>
public static class TrackingSignal
{
    /// <summary>The usual limit of <see cref="Brown"/>, either way.</summary>
    public const double UsualLimit = 4;

    /// <summary>Sum of the errors over their mean absolute value.</summary>
    /// <param name="actual">Demand, shape (h), oldest first; NaN = missing.</param>
    /// <param name="forecast">What was forecast for it, shape (h).</param>
    /// <returns>Between minus and plus the number of errors; 0 for a perfect forecast; NaN when no bucket is observed.</returns>
    /// <remarks>Brown (1959), Statistical Forecasting for Inventory Control.</remarks>
    public static double Brown(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(forecast.Length, actual.Length, nameof(forecast));
        double sum = 0;
        double absolute = 0;
        var count = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var error = actual[i] - forecast[i];
            if (!double.IsNaN(error))
            {
                sum += error;
                absolute += Math.Abs(error);
                count++;
            }
        }

        return count > 0 && absolute == 0 ? 0 : sum / (absolute / count);
    }

    /// <summary>Smoothed error over smoothed absolute error, both begun at the first error.</summary>
    /// <param name="actual">Demand, shape (h), oldest first; NaN = missing.</param>
    /// <param name="forecast">What was forecast for it, shape (h).</param>
    /// <param name="weight">Smoothing weight in (0, 1]. Default 0.2.</param>
    /// <returns>In [−1, 1]; 0 for a perfect forecast; NaN when no bucket is observed.</returns>
    /// <remarks>Trigg (1964), Operational Research Quarterly 15(3), 271-274.</remarks>
    public static double Trigg(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, double weight = 0.2)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(forecast.Length, actual.Length, nameof(forecast));
        if (!(weight > 0 && weight <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A smoothing weight lies in (0, 1]; 0.1 to 0.3 is usual.");
        }

        var smoothed = double.NaN;
        var absolute = double.NaN;
        for (var i = 0; i < actual.Length; i++)
        {
            var error = actual[i] - forecast[i];
            if (!double.IsNaN(error))
            {
                smoothed = double.IsNaN(smoothed) ? error : smoothed + (weight * (error - smoothed));
                absolute = double.IsNaN(absolute) ? Math.Abs(error) : absolute + (weight * (Math.Abs(error) - absolute));
            }
        }

        return absolute == 0 ? 0 : smoothed / absolute;
    }
}
