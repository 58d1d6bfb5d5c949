namespace SegmentationML.Core.Forecasting;

/// <summary>Stands something in for missing buckets where a method needs a value in every place.</summary>
internal static class GapFill
{
    /// <summary>A season that no history reaches: gaps are filled by the mean alone.</summary>
    public const int NoSeason = int.MaxValue;

    /// <summary>A missing bucket takes the value one season earlier (itself filled where missing); without one, the mean of what was observed before it.</summary>
    /// <param name="values">Demand, oldest first, NaN = missing; at least one observed.</param>
    /// <param name="season">Buckets in a season, or <see cref="NoSeason"/>.</param>
    /// <param name="filled">Receives the values without NaN, shape (n).</param>
    /// <remarks>Looks back only, so a fill never knows more than its own moment; missing buckets before the first observed one take that one's value.</remarks>
    public static void Fill(ReadOnlySpan<double> values, int season, Span<double> filled)
    {
        var start = FirstObserved(values);
        filled[..start].Fill(values[start]);
        double sum = 0;
        var count = 0;
        for (var t = start; t < values.Length; t++)
        {
            if (double.IsNaN(values[t]))
            {
                filled[t] = t >= season ? filled[t - season] : sum / count;
                continue;
            }

            filled[t] = values[t];
            sum += values[t];
            count++;
        }
    }

    private static int FirstObserved(ReadOnlySpan<double> values)
    {
        var start = 0;
        while (double.IsNaN(values[start]))
        {
            start++;
        }

        return start;
    }
}
