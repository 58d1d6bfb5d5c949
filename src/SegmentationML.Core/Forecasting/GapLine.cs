namespace SegmentationML.Core.Forecasting;

/// <summary>Draws straight lines over gaps, for what needs a value in every place but is not a forecast: tests, decompositions.</summary>
internal static class GapLine
{
    /// <summary>Fills the gaps; at the ends the nearest value stands in.</summary>
    /// <param name="values">NaN = missing; at least one observed.</param>
    /// <param name="filled">Receives the values without NaN, shape (n).</param>
    public static void Fill(ReadOnlySpan<double> values, Span<double> filled)
    {
        var before = -1;
        for (var t = 0; t < values.Length; t++)
        {
            if (double.IsNaN(values[t]))
            {
                continue;
            }

            filled[t] = values[t];
            for (var gap = before + 1; gap < t; gap++)
            {
                filled[gap] = before < 0 ? values[t] : values[before] + ((values[t] - values[before]) * (gap - before) / (t - before));
            }

            before = t;
        }

        filled[(before + 1)..values.Length].Fill(values[before]);
    }
}
