using SegmentationML.Core.Forecasting;

namespace SegmentationML.Core.Inventory;

/// <summary>The distribution of lead-time demand that goes with a family.</summary>
public static class DemandDistributions
{
    /// <summary>A distribution with the given mean and standard deviation.</summary>
    /// <param name="family">Normal for smooth demand, negative binomial for whole units, gamma for fractional ones.</param>
    /// <param name="demand">Mean and standard deviation over the lead time.</param>
    public static IDemandDistribution Of(DistributionFamily family, LeadTimeDemand demand) => family switch
    {
        DistributionFamily.Normal => new NormalDemand(demand.Mean, demand.Deviation),
        DistributionFamily.NegativeBinomial => new NegativeBinomialDemand(demand.Mean, demand.Deviation),
        DistributionFamily.Gamma => new GammaDemand(demand.Mean, demand.Deviation),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Normal, negative binomial or gamma."),
    };
}
