using System.Runtime.InteropServices;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Inventory;

/// <summary>Normal demand: for smooth items whose mean is several standard deviations above zero.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NormalDemand : IDemandDistribution
{
    /// <summary>A normal distribution.</summary>
    /// <param name="mean">Units, finite.</param>
    /// <param name="deviation">Units, at least 0; 0 puts all demand on the mean.</param>
    public NormalDemand(double mean, double deviation)
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

    /// <inheritdoc/>
    public double Cdf(double stock) => Deviation > 0 ? NormalFunctions.Cdf((stock - Mean) / Deviation) : stock >= Mean ? 1 : 0;

    /// <inheritdoc/>
    public double Quantile(double probability) => Deviation > 0 ? Mean + (Deviation * NormalFunctions.Quantile(DemandMoments.Probability(probability))) : Mean;

    /// <inheritdoc/>
    public double ExpectedShortage(double stock) => Deviation > 0 ? Deviation * FillRate.UnitLoss((stock - Mean) / Deviation) : Math.Max(0, Mean - stock);
}
