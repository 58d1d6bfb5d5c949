namespace SegmentationML.Core.Drift;

/// <summary>P-values adjusted for many tests at once, so that of the alarms at level q at most a share q is false on average.</summary>
/// <remarks>Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300: adj(i) = min over j at or above i of min(1, n p(j) / j).</remarks>
public static class BenjaminiHochberg
{
    /// <summary>Adjusts p-values; flag those at or below the level.</summary>
    /// <param name="pValues">One a test, in [0, 1], any order; NaN is a test that was not made and stays NaN.</param>
    /// <returns>Adjusted values in the same order.</returns>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var adjusted = pValues.ToArray();
        foreach (var value in adjusted)
        {
            if (value < 0 || value > 1)
            {
                throw new ProblemException(DriftProblems.Value("A p-value", value, "in [0, 1]"));
            }
        }

        int[] order = [.. Enumerable.Range(0, adjusted.Length).Where(test => !double.IsNaN(adjusted[test])).OrderBy(test => adjusted[test])];
        var least = 1.0;
        for (var rank = order.Length; rank >= 1; rank--)
        {
            least = Math.Min(least, order.Length * adjusted[order[rank - 1]] / rank);
            adjusted[order[rank - 1]] = least;
        }

        return adjusted;
    }
}
