namespace SegmentationML.Core.Forecasting.Ses;

/// <summary>The level of simple exponential smoothing: l_t = l_{t−1} + alpha (x_t − l_{t−1}).</summary>
internal static class SesLevel
{
    /// <summary>The level after the last value.</summary>
    /// <param name="values">Oldest first.</param>
    /// <param name="alpha">Weight of the new value, in (0, 1].</param>
    /// <param name="start">The level before the first value.</param>
    public static double Last(ReadOnlySpan<double> values, double alpha, double start)
    {
        var level = start;
        foreach (var value in values)
        {
            level += alpha * (value - level);
        }

        return level;
    }

    /// <summary>The level after t values at t, shape (n + 1).</summary>
    public static void Path(ReadOnlySpan<double> values, double alpha, double start, Span<double> path)
    {
        var level = start;
        path[0] = level;
        for (var t = 0; t < values.Length; t++)
        {
            level += alpha * (values[t] - level);
            path[t + 1] = level;
        }
    }
}
