namespace SegmentationML.Core.Drift;

/// <summary>Agreement of two partitions, corrected for chance: 1 when equal up to names, about 0 for unrelated ones.</summary>
/// <remarks>Hubert and Arabie (1985), Journal of Classification 2, 193-218: (Σ C(n_ij, 2) - E) / (½ (Σ C(a_i, 2) + Σ C(b_j, 2)) - E), E the product of both sums over C(n, 2). 1 when both partitions are trivial in the same way.</remarks>
public static class AdjustedRandIndex
{
    /// <summary>Compares two labellings of the same entities; any label is a group of its own.</summary>
    /// <param name="first">One label an entity.</param>
    /// <param name="second">One label an entity, in the same order.</param>
    public static double Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.Length != second.Length)
        {
            throw new ProblemException(DriftProblems.Lengths("The labellings", first.Length, second.Length));
        }

        var cells = new Dictionary<(int, int), long>();
        var rows = new Dictionary<int, long>();
        var columns = new Dictionary<int, long>();
        for (var i = 0; i < first.Length; i++)
        {
            cells[(first[i], second[i])] = cells.GetValueOrDefault((first[i], second[i])) + 1;
            rows[first[i]] = rows.GetValueOrDefault(first[i]) + 1;
            columns[second[i]] = columns.GetValueOrDefault(second[i]) + 1;
        }

        var together = cells.Values.Sum(Pairs);
        var inFirst = rows.Values.Sum(Pairs);
        var inSecond = columns.Values.Sum(Pairs);
        var all = Pairs(first.Length);
        var expected = all > 0 ? inFirst * inSecond / all : 0;
        var most = (inFirst + inSecond) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    private static double Pairs(long count) => (double)count * (count - 1) / 2;
}
