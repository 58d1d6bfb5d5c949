namespace SegmentationML.Core.Demand;

/// <summary>The problems of the demand kernels, each written once.</summary>
internal static class DemandProblems
{
    public static Problem Infinite(string series, int period, double value)
        => new("SEG-CORE-101", $"Period {period} of {series} holds {value}.", "Demand is finite, or NaN where it was not observed; mend the source or let the contract quarantine the row.");

    public static Problem Option(string name, double value, string range)
        => new("SEG-CORE-102", $"{name} is {value}.", $"Set it {range}.");

    public static Problem Lengths(string what, int first, int second)
        => new("SEG-CORE-103", $"{what} have {first} and {second} entries.", "Give one entry for each period.");

    public static void RefuseInfinite(ReadOnlySpan<double> series)
    {
        var period = FirstInfinite(series);
        if (period >= 0)
        {
            throw new ProblemException(Infinite("the demand series", period, series[period]));
        }
    }

    /// <summary>Index of the first infinite value; -1 when there is none.</summary>
    public static int FirstInfinite(ReadOnlySpan<double> series)
    {
        for (var t = 0; t < series.Length; t++)
        {
            if (double.IsInfinity(series[t]))
            {
                return t;
            }
        }

        return -1;
    }
}
