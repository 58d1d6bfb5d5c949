namespace SegmentationML.Core.Drift;

/// <summary>Population stability index of two samples, with what it rests on.</summary>
/// <param name="Psi">Σ (q - p) ln(q / p) over the bins, in nats; 0 when equal.</param>
/// <param name="PValue">Probability of an index as great when nothing changed: (1/n + 1/m) χ² with bins - 1 degrees of freedom. With the floor rule optimistic below about 20 values a bin.</param>
/// <param name="Expected">Mean of the index when nothing changed: (1/n + 1/m)(bins - 1).</param>
/// <param name="NoiseFloor95">Exceeded by chance once in 20 times.</param>
/// <param name="NoiseFloor99">Exceeded by chance once in 100 times.</param>
/// <param name="Bins">The bins, in order.</param>
/// <param name="ReferenceSize">n, missing values included.</param>
/// <param name="CurrentSize">m, missing values included.</param>
/// <param name="ZeroShare">What became of empty bins.</param>
public sealed record PsiResult(
    double Psi,
    double PValue,
    double Expected,
    double NoiseFloor95,
    double NoiseFloor99,
    IReadOnlyList<PsiBin> Bins,
    long ReferenceSize,
    long CurrentSize,
    ZeroShareRule ZeroShare)
{
    /// <summary>Jensen-Shannon divergence of the raw shares to base 2, in [0, 1].</summary>
    public double JensenShannon => JensenShannonDivergence.OfCounts([.. Bins.Select(bin => bin.Reference)], [.. Bins.Select(bin => bin.Current)]);
}
