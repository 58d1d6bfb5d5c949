using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Segmentation;

/// <summary>Weighted scores s = Σ w u over the criteria, each u in [0, 1] by its normaliser.</summary>
/// <remarks>A value that is not known takes the criterion's prior, or leaves its weight to the other criteria of the entity. Sums run in the order of the criteria.</remarks>
public static class WeightedScore
{
    /// <summary>Computes the scores.</summary>
    /// <param name="criteria">The criteria; their weights need not sum to one here, they are divided by their sum.</param>
    /// <param name="values">By criterion: one value an entity, NaN when it is not known; infinite values are refused.</param>
    /// <returns>One score an entity, in [0, 1]; NaN when no criterion is known.</returns>
    public static double[] Compute(IReadOnlyList<Criterion> criteria, IReadOnlyList<double[]> values)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentNullException.ThrowIfNull(values);
        if (criteria.Count != values.Count || values.Any(v => v.Length != values[0].Length))
        {
            throw new ProblemException(SegmentationProblems.Lengths("Criteria and their values", criteria.Count, values.Count));
        }

        return Sum([.. criteria.Select(c => c.Weight)], [.. criteria.Select((c, k) => Unit(c, values[k]))]);
    }

    /// <summary>A criterion's numbers in [0, 1], higher is better; NaN where the value is not known and there is no prior.</summary>
    internal static double[] Unit(Criterion criterion, double[] values) => Unit(criterion, values, Sorted(values));

    /// <summary>The known values of a population, ascending.</summary>
    internal static double[] Sorted(double[] values) => [.. values.Where(v => !double.IsNaN(v)).Order()];

    /// <summary>As <see cref="Unit(Criterion, double[])"/>, among the values of a population.</summary>
    internal static double[] Unit(Criterion criterion, double[] values, double[] sorted)
    {
        var wrong = Array.FindIndex(values, double.IsInfinity);
        if (wrong >= 0)
        {
            throw new ProblemException(SegmentationProblems.NotFinite(criterion.Driver, wrong, values[wrong]));
        }

        var unit = sorted.Length == 0 ? new double[values.Length] : criterion.Normaliser == Normaliser.Percentile ? Percentiles(values, sorted) : MinMax(values, sorted);
        for (var i = 0; i < unit.Length; i++)
        {
            unit[i] = double.IsNaN(values[i]) ? criterion.Prior ?? double.NaN : criterion.LessIsBetter ? 1 - unit[i] : unit[i];
        }

        return unit;
    }

    internal static double[] Sum(IReadOnlyList<double> weights, IReadOnlyList<double[]> units)
    {
        var scores = new double[units.Count == 0 ? 0 : units[0].Length];
        for (var i = 0; i < scores.Length; i++)
        {
            double sum = 0, weight = 0;
            for (var k = 0; k < weights.Count; k++)
            {
                if (!double.IsNaN(units[k][i]))
                {
                    sum += weights[k] * units[k][i];
                    weight += weights[k];
                }
            }

            scores[i] = weight > 0 ? sum / weight : double.NaN;
        }

        return scores;
    }

    private static double[] Percentiles(double[] values, double[] sorted)
    {
        var unit = new double[values.Length];
        for (var i = 0; i < unit.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                continue;
            }

            var (smaller, notAbove) = (Below(sorted, values[i], false), Below(sorted, values[i], true));
            unit[i] = sorted.Length == 1 ? 0.5 : Math.Clamp((smaller + ((notAbove - smaller - 1) / 2.0)) / (sorted.Length - 1), 0, 1);
        }

        return unit;
    }

    private static double[] MinMax(double[] values, double[] sorted)
    {
        var (low, high) = (Quantile.OfSorted(sorted, 0.01), Quantile.OfSorted(sorted, 0.99));
        return Array.ConvertAll(values, v => high > low ? (Math.Clamp(v, low, high) - low) / (high - low) : 0.5);
    }

    private static int Below(double[] sorted, double value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value || (orEqual && sorted[middle] == value) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
