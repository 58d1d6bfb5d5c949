namespace SegmentationML.Core.Demand;

/// <summary>Local-linear smoothing with tricube weights, as the trend step of STL takes it.</summary>
/// <remarks>Cleveland, Cleveland, McRae and Terpenning (1990), Journal of Official Statistics 6, 3-73. Evaluated at every jump-th period and interpolated linearly between.</remarks>
internal static class LoessTrend
{
    /// <summary>Smooths the observed values.</summary>
    /// <param name="values">Shape (n); NaN has no weight, but gets a smoothed value.</param>
    /// <param name="window">Odd window length in periods; may be longer than the series.</param>
    /// <param name="fallback">Value at a period whose whole window is missing.</param>
    /// <param name="trend">Receives the trend, shape (n).</param>
    public static void Smooth(ReadOnlySpan<double> values, int window, LinearFit fallback, Span<double> trend)
    {
        var jump = Math.Max((window + 9) / 10, 1);
        var previous = 0;
        trend[0] = Estimate(values, 0, window, fallback);
        while (previous < values.Length - 1)
        {
            var next = Math.Min(previous + jump, values.Length - 1);
            trend[next] = Estimate(values, next, window, fallback);
            Interpolate(trend, previous, next);
            previous = next;
        }
    }

    private static double Estimate(ReadOnlySpan<double> values, int at, int window, LinearFit fallback)
    {
        var n = values.Length;
        var left = Math.Clamp(at - (window / 2), 0, Math.Max(n - window, 0));
        var right = Math.Min(left + window, n) - 1;
        var reach = Math.Max(at - left, right - at) + (window > n ? (window - n) / 2 : 0);
        double weights = 0, distance = 0, square = 0, value = 0, cross = 0;
        for (var t = left; t <= right; t++)
        {
            if (double.IsNaN(values[t]))
            {
                continue;
            }

            var weight = Tricube(Math.Abs(t - at), reach);
            weights += weight;
            distance += weight * (t - at);
            square += weight * (t - at) * (t - at);
            value += weight * values[t];
            cross += weight * (t - at) * values[t];
        }

        return weights > 0 ? Line(weights, distance, square, value, cross, n) : fallback.At(at);
    }

    /// <summary>The weighted line's value at distance 0; the weighted mean where the distances do not spread.</summary>
    private static double Line(double weights, double distance, double square, double value, double cross, int n)
    {
        var centre = distance / weights;
        var spread = (square / weights) - (centre * centre);
        var mean = value / weights;
        if (!(Math.Sqrt(Math.Max(spread, 0)) > 0.001 * (n - 1)))
        {
            return mean;
        }

        var slope = ((cross / weights) - (centre * mean)) / spread;
        return mean - (slope * centre);
    }

    private static double Tricube(int distance, int reach)
    {
        if (distance <= 0.001 * reach)
        {
            return 1;
        }

        if (distance > 0.999 * reach)
        {
            return 0;
        }

        var ratio = (double)distance / reach;
        var kernel = 1 - (ratio * ratio * ratio);
        return kernel * kernel * kernel;
    }

    private static void Interpolate(Span<double> trend, int from, int to)
    {
        var slope = (trend[to] - trend[from]) / (to - from);
        for (var t = from + 1; t < to; t++)
        {
            trend[t] = trend[from] + (slope * (t - from));
        }
    }
}
