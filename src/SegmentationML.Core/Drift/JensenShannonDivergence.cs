namespace SegmentationML.Core.Drift;

/// <summary>Jensen-Shannon divergence: ½ KL(p‖m) + ½ KL(q‖m) with m the mean of both, to base 2, so that it lies in [0, 1].</summary>
/// <remarks>Lin (1991), IEEE Transactions on Information Theory 37, 145-151. Raw shares: empty bins need no rule. The distance is its root.</remarks>
public static class JensenShannonDivergence
{
    /// <summary>Compares counts by bin or category.</summary>
    /// <param name="reference">Counts, not all zero.</param>
    /// <param name="current">Counts of the same bins, not all zero.</param>
    public static double OfCounts(ReadOnlySpan<long> reference, ReadOnlySpan<long> current)
    {
        if (reference.Length != current.Length)
        {
            throw new ProblemException(DriftProblems.Lengths("The counts of the reference and of the current sample", reference.Length, current.Length));
        }

        double n = 0, m = 0;
        for (var bin = 0; bin < reference.Length; bin++)
        {
            n += reference[bin];
            m += current[bin];
        }

        if (!(n > 0 && m > 0))
        {
            throw new ProblemException(DriftProblems.Empty(n > 0 ? "current" : "reference"));
        }

        var divergence = 0.0;
        for (var bin = 0; bin < reference.Length; bin++)
        {
            var p = reference[bin] / n;
            var q = current[bin] / m;
            divergence += (Term(p, (p + q) / 2) + Term(q, (p + q) / 2)) / 2;
        }

        return Math.Max(divergence, 0);
    }

    private static double Term(double share, double mean) => share > 0 ? share * Math.Log2(share / mean) : 0;
}
