using System.Runtime.InteropServices;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Inventory;

/// <summary>Negative binomial demand in whole units, for intermittent and lumpy items: r = μ² / (σ² − μ), p = μ / σ²; Poisson where σ² is not above μ.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NegativeBinomialDemand : IDemandDistribution
{
    private readonly CountDistribution _counts;

    /// <summary>A negative binomial distribution.</summary>
    /// <param name="mean">Units, at least 0.</param>
    /// <param name="deviation">Units, at least 0; its square at or below the mean gives the Poisson distribution of that mean.</param>
    public NegativeBinomialDemand(double mean, double deviation)
    {
        Mean = DemandMoments.Mean(mean);
        Deviation = Math.Max(Math.Sqrt(mean), DemandMoments.Deviation(deviation));
        _counts = new CountDistribution(mean, deviation * deviation);
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <inheritdoc/>
    /// <remarks>At least that of the Poisson distribution.</remarks>
    public double Deviation { get; }

    /// <inheritdoc/>
    public bool WholeUnits => true;

    /// <inheritdoc/>
    public double Cdf(double stock) => _counts.Cdf(stock);

    /// <inheritdoc/>
    public double Quantile(double probability) => _counts.Quantile(DemandMoments.Probability(probability));

    /// <inheritdoc/>
    public double ExpectedShortage(double stock) => _counts.ExpectedShortage(stock);
}
