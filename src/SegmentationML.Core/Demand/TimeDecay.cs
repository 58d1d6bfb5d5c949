namespace SegmentationML.Core.Demand;

/// <summary>Time-decayed sums with a half-life.</summary>
public static class TimeDecay
{
    /// <summary>Weighs the periods of a series; the last period has age 0.</summary>
    /// <param name="series">Values per period, shape (n), oldest first; NaN periods add neither value nor weight but keep their place in time; an infinite value is refused.</param>
    /// <param name="halfLife">In periods, positive.</param>
    public static TimeDecayProfile Measure(ReadOnlySpan<double> series, double halfLife)
    {
        RefuseHalfLife(halfLife);
        DemandProblems.RefuseInfinite(series);
        return Kernel(series, new DecayTable(halfLife));
    }

    /// <summary>Weighs values of given ages.</summary>
    /// <param name="values">Shape (n), any order; the sums run in the order given. NaN adds neither value nor weight; an infinite value is refused.</param>
    /// <param name="ages">Age of each value at the cut-off, shape (n), in the unit of the half-life, not negative.</param>
    /// <param name="halfLife">Positive.</param>
    public static TimeDecayProfile Measure(ReadOnlySpan<double> values, ReadOnlySpan<double> ages, double halfLife)
    {
        RefuseHalfLife(halfLife);
        DemandProblems.RefuseInfinite(values);
        if (values.Length != ages.Length)
        {
            throw new ProblemException(DemandProblems.Lengths("Values and ages", values.Length, ages.Length));
        }

        double sum = 0, weights = 0, squares = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!(ages[i] >= 0))
            {
                throw new ProblemException(DemandProblems.Option($"age {i}", ages[i], "at or above zero: nothing lies after the cut-off"));
            }

            Add(values[i], double.Exp2(-ages[i] / halfLife), ref sum, ref weights, ref squares);
        }

        return Profile(sum, weights, squares, halfLife);
    }

    /// <summary>Moves a decayed sum forward in time and adds what came: S(t) = S(t - d) 2^(-d / half-life) + x.</summary>
    /// <param name="sum">The decayed sum at the earlier time.</param>
    /// <param name="elapsed">Time since then, in the unit of the half-life, not negative.</param>
    /// <param name="added">What is added at the new time.</param>
    /// <param name="halfLife">Positive.</param>
    public static double Advance(double sum, double elapsed, double added, double halfLife)
    {
        RefuseHalfLife(halfLife);
        return elapsed >= 0
            ? (sum * double.Exp2(-elapsed / halfLife)) + added
            : throw new ProblemException(DemandProblems.Option("elapsed", elapsed, "at or above zero"));
    }

    internal static TimeDecayProfile Kernel(ReadOnlySpan<double> series, DecayTable table)
    {
        double sum = 0, weights = 0, squares = 0;
        var byAge = table.Of(series.Length);
        for (var t = 0; t < series.Length; t++)
        {
            Add(series[t], byAge[series.Length - 1 - t], ref sum, ref weights, ref squares);
        }

        return Profile(sum, weights, squares, table.HalfLife);
    }

    private static void Add(double value, double weight, ref double sum, ref double weights, ref double squares)
    {
        if (!double.IsNaN(value))
        {
            sum += weight * value;
            weights += weight;
            squares += weight * weight;
        }
    }

    private static TimeDecayProfile Profile(double sum, double weights, double squares, double halfLife)
        => new(sum, weights > 0 ? sum / weights : double.NaN, weights, squares > 0 ? weights * weights / squares : 0, halfLife);

    private static void RefuseHalfLife(double halfLife)
    {
        if (!(halfLife > 0 && double.IsFinite(halfLife)))
        {
            throw new ProblemException(DemandProblems.Option("half_life", halfLife, "above zero and finite, in periods"));
        }
    }
}
