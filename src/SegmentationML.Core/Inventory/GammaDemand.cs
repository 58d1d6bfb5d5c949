using System.Runtime.InteropServices;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Inventory;

/// <summary>Gamma demand in fractional units, never negative: shape μ² / σ², scale σ² / μ.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GammaDemand : IDemandDistribution
{
    /// <summary>A gamma distribution.</summary>
    /// <param name="mean">Units, at least 0.</param>
    /// <param name="deviation">Units, at least 0; 0 puts all demand on the mean.</param>
    public GammaDemand(double mean, double deviation)
    {
        Mean = DemandMoments.Mean(mean);
        Deviation = DemandMoments.Deviation(deviation);
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <inheritdoc/>
    public double Deviation { get; }

    /// <inheritdoc/>
    public bool WholeUnits => false;

    private bool IsPoint => !(Mean > 0) || !(Deviation > 0);

    private GammaDistribution Gamma => new(Mean, Deviation);

    /// <inheritdoc/>
    public double Cdf(double stock)
        => IsPoint ? (stock >= Mean ? 1 : 0) : Gamma.Cdf(stock);

    /// <inheritdoc/>
    public double Quantile(double probability) => IsPoint ? Mean : Gamma.Quantile(DemandMoments.Probability(probability));

    /// <inheritdoc/>
    public double ExpectedShortage(double stock) => IsPoint ? Math.Max(0, Mean - stock) : Gamma.ExpectedShortage(stock);
}
