using System.Runtime.InteropServices;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Inventory;

/// <summary>Poisson demand: single units at random times.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PoissonDemand : IDemandDistribution
{
    private readonly CountDistribution _counts;

    /// <summary>A Poisson distribution.</summary>
    /// <param name="mean">Units, at least 0; its variance too.</param>
    public PoissonDemand(double mean)
    {
        Mean = DemandMoments.Mean(mean);
        _counts = new CountDistribution(mean, mean);
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <inheritdoc/>
    public double Deviation => Math.Sqrt(Mean);

    /// <inheritdoc/>
    public bool WholeUnits => true;

    /// <inheritdoc/>
    public double Cdf(double stock) => _counts.Cdf(stock);

    /// <inheritdoc/>
    public double Quantile(double probability) => _counts.Quantile(DemandMoments.Probability(probability));

    /// <inheritdoc/>
    public double ExpectedShortage(double stock) => _counts.ExpectedShortage(stock);
}
