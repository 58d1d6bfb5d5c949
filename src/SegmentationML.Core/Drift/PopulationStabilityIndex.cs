using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace SegmentationML.Core.Drift;

/// <summary>The population stability index: how far shares have moved, symmetric in what it sums, with a noise floor for the sizes at hand.</summary>
/// <remarks>
/// Numbers: interior edges are the type-7 quantiles k / bins of the known reference values, equal ones once; bins (-∞, e1], (e1, e2], …, (ek, ∞); missing values are a bin of their own when either sample has one.
/// Lewis (1994) and Siddiqi (2006), where 0.1 and 0.25 are custom; noise floor: Yurdakul (2018).
/// </remarks>
public static class PopulationStabilityIndex
{
    private static readonly PsiOptions Default = new();

    /// <summary>Compares two samples of a number.</summary>
    /// <param name="reference">The sample to compare with, any order; NaN is missing; its quantiles make the bins.</param>
    /// <param name="current">The sample to judge, any order; NaN is missing.</param>
    /// <param name="options">Bins and rule for empty ones.</param>
    public static PsiResult Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> current, PsiOptions? options = null)
    {
        options ??= Default;
        ProblemException.ThrowIfAny(options.Validate().Concat(Empty(reference.Length, current.Length)));
        var edges = QuantileBins.Edges(reference, options.Bins);
        var referenceCounts = QuantileBins.Count(reference, edges);
        var currentCounts = QuantileBins.Count(current, edges);
        var missing = referenceCounts[^1] + currentCounts[^1] > 0;
        var bins = new PsiBin[missing ? referenceCounts.Length : referenceCounts.Length - 1];
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var upper = bin < edges.Length ? edges[bin] : bin == edges.Length ? double.PositiveInfinity : double.NaN;
            bins[bin] = new PsiBin(upper, referenceCounts[bin], currentCounts[bin]);
        }

        return Of(bins, options);
    }

    /// <summary>Compares counts by category, such as segments.</summary>
    /// <param name="reference">Count by category.</param>
    /// <param name="current">Count of the same categories in the same order.</param>
    /// <param name="options">Rule for empty ones.</param>
    public static PsiResult OfCounts(ReadOnlySpan<long> reference, ReadOnlySpan<long> current, PsiOptions? options = null)
    {
        options ??= Default;
        if (reference.Length != current.Length)
        {
            throw new ProblemException(DriftProblems.Lengths("The counts of the reference and of the current sample", reference.Length, current.Length));
        }

        ProblemException.ThrowIfAny(options.Validate().Concat(Empty(Sum(reference), Sum(current))));
        var bins = new PsiBin[reference.Length];
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var least = Math.Min(reference[bin], current[bin]);
            bins[bin] = least >= 0 ? new PsiBin(double.NaN, reference[bin], current[bin]) : throw new ProblemException(DriftProblems.Value($"The count of category {bin}", least, "at or above zero"));
        }

        return Of(bins, options);
    }

    private static PsiResult Of(PsiBin[] bins, PsiOptions options)
    {
        long n = 0, m = 0;
        foreach (var bin in bins)
        {
            n += bin.Reference;
            m += bin.Current;
        }

        var psi = 0.0;
        foreach (var bin in bins)
        {
            var p = Share(bin.Reference, n, bins.Length, options);
            var q = Share(bin.Current, m, bins.Length, options);
            psi += (q - p) * Math.Log(q / p);
        }

        var scale = (1.0 / n) + (1.0 / m);
        var freedom = bins.Length - 1;
        return new PsiResult(
            psi,
            freedom == 0 ? 1 : SpecialFunctions.GammaUpperRegularized(freedom / 2.0, psi / scale / 2),
            scale * freedom,
            freedom == 0 ? 0 : scale * ChiSquared.InvCDF(freedom, 0.95),
            freedom == 0 ? 0 : scale * ChiSquared.InvCDF(freedom, 0.99),
            bins,
            n,
            m,
            options.ZeroShare);
    }

    private static double Share(long count, long total, int bins, PsiOptions options)
        => options.ZeroShare == ZeroShareRule.AddHalf ? (count + 0.5) / (total + (0.5 * bins)) : count == 0 ? options.Floor : (double)count / total;

    private static long Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum;
    }

    private static IEnumerable<Problem> Empty(long reference, long current)
    {
        if (reference <= 0)
        {
            yield return DriftProblems.Empty("reference");
        }

        if (current <= 0)
        {
            yield return DriftProblems.Empty("current");
        }
    }
}
