using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering;

/// <summary>Learns the preparation of one feature from the training rows in key order.</summary>
internal static class FeatureFitter
{
    /// <summary>sign(x) ln(1 + |x|).</summary>
    public static double SignedLog(double value) => Math.CopySign(double.LogP1(Math.Abs(value)), value);

    public static FittedFeature Fit(FeatureTable table, int column, FeaturePreparation preparation)
    {
        var levels = table.Levels.GetValueOrDefault(table.Names[column]);
        var values = new double[table.Rows];
        var known = 0;
        for (var position = 0; position < table.Rows; position++)
        {
            var row = table.RowAt(position);
            var value = table.Values[((long)row * table.Columns) + column];
            if (double.IsInfinity(value) || (double.IsNaN(value) && preparation.Missing == MissingRule.Refuse))
            {
                throw new ProblemException(ClusteringProblems.NotFinite(table, column, row, value));
            }

            if (!double.IsNaN(value))
            {
                values[known++] = value;
            }
        }

        return levels is null
            ? FitNumber(table.Names[column], values.AsSpan(0, known), table.Rows - known, preparation)
            : FitCategory(table.Names[column], values.AsSpan(0, known), levels, table.Rows - known, preparation);
    }

    /// <summary>Keeps the levels that occur, in ordinal order, and the most frequent of them.</summary>
    private static FittedFeature FitCategory(string name, ReadOnlySpan<double> known, IReadOnlyList<string> levels, int missing, FeaturePreparation preparation)
    {
        var counts = new int[levels.Count];
        foreach (var place in known)
        {
            counts[(int)place]++;
        }

        int[] used = [.. Enumerable.Range(0, levels.Count).Where(place => counts[place] > 0).OrderBy(place => levels[place], StringComparer.Ordinal)];
        var usual = preparation.Missing == MissingRule.Median ? Array.FindIndex(used, place => counts[place] == counts.Max()) : -1;
        var category = new FittedCategory(preparation.Categories, [.. used.Select(place => levels[place])], usual, preparation.UnseenLevel);
        return new FittedFeature(name, FeatureTransform.None, double.NaN, double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0, 1, preparation.Weight, used.Length > 1 ? "levels" : "dropped", 0, missing) { Category = category };
    }

    private static FittedFeature FitNumber(string name, Span<double> known, int missing, FeaturePreparation preparation)
    {
        var median = preparation.Missing == MissingRule.Median && !known.IsEmpty ? Quantile.OfSorted(SortedCopy(known), 0.5) : double.NaN;

        // The stand-ins for missing values are training values too: scale with them.
        var all = missing > 0 ? WithStandIns(known, missing, median) : known;
        var hurdle = preparation.ZeroInflated ? FitHurdle(all) : null;
        var fitted = hurdle is null ? FitValues(name, all, known.Length, preparation) : FitValues(name, Positive(all), Positive(known).Length, preparation);
        return fitted with { Median = median, Missing = missing, Hurdle = hurdle };
    }

    /// <summary>Transform, limits and scale of the values that are learnt from: the known ones first, then those that stand in, which decide no limit.</summary>
    private static FittedFeature FitValues(string name, Span<double> values, int known, FeaturePreparation preparation)
    {
        var lambda = preparation.Transform == FeatureTransform.YeoJohnson && Range(values) is var (least, most) && most > least ? YeoJohnson.Fit(values) : double.NaN;
        var transform = preparation.Transform == FeatureTransform.YeoJohnson && double.IsNaN(lambda) ? FeatureTransform.None : preparation.Transform;
        for (var i = 0; i < values.Length && transform != FeatureTransform.None; i++)
        {
            values[i] = transform == FeatureTransform.Logarithm ? SignedLog(values[i]) : YeoJohnson.Transform(values[i], lambda);
        }

        var (lower, upper) = (double.NegativeInfinity, double.PositiveInfinity);
        if (preparation.Winsorise > 0 && known > 0)
        {
            var sortedKnown = SortedCopy(values[..known]);
            lower = Quantile.OfSorted(sortedKnown, preparation.Winsorise);
            upper = Quantile.OfSorted(sortedKnown, 1 - preparation.Winsorise);
        }

        var clipped = Clip(values[..known], lower, upper);
        Clip(values[known..], lower, upper);
        double[]? sorted = null;
        var (centre, scale, rule) = Scale(values, ref sorted, preparation.Scaling);
        return new FittedFeature(name, transform, lambda, double.NaN, lower, upper, centre, scale, preparation.Weight, rule, clipped, 0)
        {
            Knots = rule == "quantile" ? QuantileScale.Knots(Sorted(values, ref sorted)) : null,
        };
    }

    private static FittedHurdle FitHurdle(ReadOnlySpan<double> values)
    {
        var positive = Positive(values);
        Array.Sort(positive);
        var share = values.IsEmpty ? 0 : (double)positive.Length / values.Length;
        return new FittedHurdle(1 - share, Math.Sqrt(share * (1 - share)), positive.Length == 0 ? 0 : Quantile.OfSorted(positive, 0.5));
    }

    private static double[] Positive(ReadOnlySpan<double> values)
    {
        var positive = new List<double>(values.Length);
        foreach (var value in values)
        {
            if (value > 0)
            {
                positive.Add(value);
            }
        }

        return [.. positive];
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

    private static double[] WithStandIns(ReadOnlySpan<double> known, int missing, double median)
    {
        var all = new double[known.Length + missing];
        known.CopyTo(all);
        all.AsSpan(known.Length).Fill(median);
        return all;
    }

    private static double[] SortedCopy(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
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
            FeatureScaling.Quantile => (0, 1, "quantile"),
            FeatureScaling.Gower => (minimum, maximum - minimum, "gower"),
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
            sorted = SortedCopy(values);
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
