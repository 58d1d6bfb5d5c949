namespace SegmentationML.Core.Demand;

/// <summary>Ordinary least squares line over the observed values of a series against the period index.</summary>
/// <param name="Intercept">Value at index 0.</param>
/// <param name="Slope">Change per period; 0 with one observed value, NaN with none.</param>
/// <param name="SlopeSquares">Sum of squared distances of the observed indices from their mean.</param>
/// <param name="Observed">Observed values.</param>
internal readonly record struct LinearFit(double Intercept, double Slope, double SlopeSquares, int Observed)
{
    public static LinearFit Of(ReadOnlySpan<double> values)
    {
        var (observed, mean) = Moments.Mean(values);
        if (observed == 0)
        {
            return new LinearFit(double.NaN, double.NaN, 0, 0);
        }

        var centre = MeanIndex(values, observed);
        double squares = 0, cross = 0;
        for (var t = 0; t < values.Length; t++)
        {
            if (!double.IsNaN(values[t]))
            {
                squares += (t - centre) * (t - centre);
                cross += (t - centre) * (values[t] - mean);
            }
        }

        var slope = squares > 0 ? cross / squares : 0;
        return new LinearFit(mean - (slope * centre), slope, squares, observed);
    }

    public double At(int period) => Intercept + (Slope * period);

    private static double MeanIndex(ReadOnlySpan<double> values, int observed)
    {
        var sum = 0.0;
        for (var t = 0; t < values.Length; t++)
        {
            sum += double.IsNaN(values[t]) ? 0 : t;
        }

        return sum / observed;
    }
}
