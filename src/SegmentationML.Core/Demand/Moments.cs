namespace SegmentationML.Core.Demand;

/// <summary>Two-pass moments over the observed values of a series, summed oldest first.</summary>
internal static class Moments
{
    public static (int Observed, double Mean) Mean(ReadOnlySpan<double> values)
    {
        var observed = 0;
        var sum = 0.0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                observed++;
                sum += value;
            }
        }

        return (observed, observed == 0 ? double.NaN : sum / observed);
    }

    public static double SumOfSquares(ReadOnlySpan<double> values, double mean)
    {
        var squares = 0.0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                squares += (value - mean) * (value - mean);
            }
        }

        return squares;
    }

    public static double StandardDeviation(ReadOnlySpan<double> values, int observed, double mean, int degreesOfFreedom)
        => observed > degreesOfFreedom ? Math.Sqrt(SumOfSquares(values, mean) / (observed - degreesOfFreedom)) : double.NaN;

    /// <summary>Population variance of the observed values; NaN when there is none.</summary>
    public static double PopulationVariance(ReadOnlySpan<double> values)
    {
        var (observed, mean) = Mean(values);
        return observed == 0 ? double.NaN : SumOfSquares(values, mean) / observed;
    }
}
