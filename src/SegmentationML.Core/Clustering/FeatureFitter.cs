using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering;

/// <summary>Learns the preparation of one feature from the training rows in key order.</summary>
internal static class FeatureFitter
{
    /// <summary>sign(x) ln(1 + |x|).</summary>
    public static double SignedLog(double value) => Math.CopySign(double.LogP1(Math.Abs(value)), value);

    public static FittedFeature Fit(FeatureTable table, int column, FeaturePreparation preparation)
    {
        var values = new double[table.Rows];
        var known = 0;
        for (var position = 0; position < table.Rows; position++)
        {
            var row = table.RowAt(position);
            var value = table.Values[((long)row * table.Columns) + column];
            if (double.IsInfinity(value) || (double.IsNaN(value) && preparation.Missing == MissingRule.Refuse))
            {
                throw new ProblemException(ClusteringProblems.NotFinite(table.Names[column], row, value));
            }

            if (!double.IsNaN(value))
            {
                values[known++] = value;
            }
        }

        return Fit(table.Names[column], values.AsSpan(0, known), table.Rows - known, preparation);
    }

    private static FittedFeature Fit(string name, Span<double> known, int missing, FeaturePreparation preparation)
    {
        double[]? sorted = null;
        var median = preparation.Missing == MissingRule.Median && !known.IsEmpty ? Quantile.OfSorted(Sorted(known, ref sorted), 0.5) : double.NaN;
        if (preparation.Logarithm)
        {
            for (var i = 0; i < known.Length; i++)
            {
                known[i] = SignedLog(known[i]);
            }

            sorted = null;
        }

        var (lower, upper) = (double.NegativeInfinity, double.PositiveInfinity);
        if (preparation.Winsorise > 0 && !known.IsEmpty)
        {
            lower = Quantile.OfSorted(Sorted(known, ref sorted), preparation.Winsorise);
            upper = Quantile.OfSorted(sorted, 1 - preparation.Winsorise);
        }

        var clipped = Clip(known, lower, upper);
        sorted = clipped > 0 ? null : sorted;

        // The stand-ins for missing values are training values too: scale with them.
        var all = missing > 0 ? WithStandIns(known, missing, median, preparation.Logarithm, lower, upper) : known;
        sorted = missing > 0 ? null : sorted;
        var (centre, scale, rule) = Scale(all, ref sorted, preparation.Scaling);
        return new FittedFeature(name, preparation.Logarithm, median, lower, upper, centre, scale, preparation.Weight, rule, clipped, missing);
    }

    private static long Clip(Span<double> values, double lower, double upper)
    {
        var clipped = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            var inside = Math.Clamp(values[i], lower, upper);
            clipped += inside != values[i] ? 1 : 0;
            values[i] = inside;
        }

        return clipped;
    }

    private static double[] WithStandIns(ReadOnlySpan<double> known, int missing, double median, bool logarithm, double lower, double upper)
    {
        var all = new double[known.Length + missing];
        known.CopyTo(all);
        all.AsSpan(known.Length).Fill(Math.Clamp(logarithm ? SignedLog(median) : median, lower, upper));
        return all;
    }

    private static (double Centre, double Scale, string Rule) Scale(ReadOnlySpan<double> values, ref double[]? sorted, FeatureScaling scaling)
    {
        var (minimum, maximum) = Range(values);
        if (!(maximum > minimum))
        {
            return (values.IsEmpty || double.IsNaN(values[0]) ? 0 : values[0], 0, "dropped");
        }

        return scaling switch
        {
            FeatureScaling.ZScore => (Mean(values), Deviation(values), "sd"),
            FeatureScaling.MinMax => (minimum, maximum - minimum, "range"),
            FeatureScaling.None => (0, 1, "none"),
            _ => RobustScale(values, Sorted(values, ref sorted)),
        };
    }

    private static (double Centre, double Scale, string Rule) RobustScale(ReadOnlySpan<double> values, double[] sorted)
    {
        var median = Quantile.OfSorted(sorted, 0.5);
        var range = Quantile.OfSorted(sorted, 0.75) - Quantile.OfSorted(sorted, 0.25);
        if (range > 0)
        {
            return (median, range, "iqr");
        }

        var distances = new double[sorted.Length];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = Math.Abs(sorted[i] - median);
        }

        Array.Sort(distances);
        var deviation = 1.4826 * Quantile.OfSorted(distances, 0.5);
        return deviation > 0 ? (median, deviation, "mad") : (median, Deviation(values), "sd");
    }

    private static double[] Sorted(ReadOnlySpan<double> values, ref double[]? sorted)
    {
        if (sorted is null)
        {
            sorted = values.ToArray();
            Array.Sort(sorted);
        }

        return sorted;
    }

    private static (double Minimum, double Maximum) Range(ReadOnlySpan<double> values)
    {
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        foreach (var value in values)
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        return (minimum, maximum);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static double Deviation(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / values.Length);
    }
}
