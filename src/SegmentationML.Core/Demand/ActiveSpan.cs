namespace SegmentationML.Core.Demand;

/// <summary>Cuts a series to its active span.</summary>
public static class ActiveSpan
{
    /// <summary>The part of a series from its active start to the cut-off.</summary>
    /// <param name="series">Units per period, shape (n), oldest first; NaN is a period that was not observed.</param>
    /// <param name="start">Where the span starts.</param>
    /// <returns>A slice of the input, empty when the span starts at the first demand and there is none.</returns>
    public static ReadOnlySpan<double> Of(ReadOnlySpan<double> series, ActiveSpanStart start = ActiveSpanStart.FirstDemand)
        => start == ActiveSpanStart.FirstPeriod ? series : series[FirstDemand(series)..];

    /// <summary>Index of the first period with a positive value; the length when there is none. NaN and negative values are no demand.</summary>
    public static int FirstDemand(ReadOnlySpan<double> series)
    {
        var t = 0;
        while (t < series.Length && !(series[t] > 0))
        {
            t++;
        }

        return t;
    }
}
