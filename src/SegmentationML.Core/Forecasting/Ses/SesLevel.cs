namespace SegmentationML.Core.Forecasting.Ses;

/// <summary>The level of simple exponential smoothing: l₁ = x₁, l_t = l_{t−1} + alpha (x_t − l_{t−1}).</summary>
internal static class SesLevel
{
    /// <summary>The level after the last value.</summary>
    /// <param name="values">At least one, oldest first.</param>
    /// <param name="alpha">Weight of the new value, in (0, 1].</param>
    public static double Last(ReadOnlySpan<double> values, double alpha)
    {
        var level = values[0];
        for (var t = 1; t < values.Length; t++)
        {
            level += alpha * (values[t] - level);
        }

        return level;
    }

    /// <summary>The level after each value, shape (n).</summary>
    public static void Path(ReadOnlySpan<double> values, double alpha, Span<double> path)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var level = values[0];
        path[0] = level;
        for (var t = 1; t < values.Length; t++)
        {
            level += alpha * (values[t] - level);
            path[t] = level;
        }
    }
}
