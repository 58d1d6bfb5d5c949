namespace SegmentationML.Core.Inventory;

/// <summary>Demand over lead time and review period: what stock has to cover.</summary>
/// <param name="Mean">Units, at least 0.</param>
/// <param name="Variance">Units², at least 0.</param>
public readonly record struct LeadTimeDemand(double Mean, double Variance)
{
    /// <summary>Standard deviation in units.</summary>
    public double Deviation => Math.Sqrt(Variance);

    /// <summary>Demand that is independent from period to period and of the lead time.</summary>
    /// <param name="mean">Mean demand per period, units, at least 0.</param>
    /// <param name="deviation">Standard deviation per period, units, at least 0.</param>
    /// <param name="leadTime">The lead time.</param>
    /// <param name="reviewPeriod">Periods between two orders, 0 for continuous review.</param>
    /// <remarks>Mean d (L + R), variance (L + R) σ_d² + d² σ_L²: Silver, Pyke and Thomas (2017), Inventory and Production Management in Supply Chains, 4th ed., ch. 6.</remarks>
    public static LeadTimeDemand OfIndependentPeriods(double mean, double deviation, LeadTime leadTime, double reviewPeriod = 0)
    {
        var cover = leadTime.Mean + reviewPeriod;
        return new LeadTimeDemand(mean * cover, (cover * deviation * deviation) + (mean * mean * leadTime.Deviation * leadTime.Deviation));
    }

    /// <summary>A cumulative forecast over a fixed cover, with the spread of the lead time added.</summary>
    /// <param name="mean">Cumulative demand over lead time and review period, units, at least 0.</param>
    /// <param name="deviation">Standard deviation of the error of that sum, units, at least 0: measured at that horizon, since errors of successive periods correlate (Prak, Teunter and Syntetos 2017, EJOR 256(2), 454-461).</param>
    /// <param name="leadTime">The lead time.</param>
    /// <param name="reviewPeriod">Periods between two orders.</param>
    public static LeadTimeDemand OfForecast(double mean, double deviation, LeadTime leadTime, double reviewPeriod)
    {
        var cover = leadTime.Mean + reviewPeriod;
        var rate = cover > 0 ? mean / cover : 0;
        return new LeadTimeDemand(mean, (deviation * deviation) + (rate * rate * leadTime.Deviation * leadTime.Deviation));
    }

    /// <summary>The same with the mean undershoot added: the units below the reorder point at the moment when an order is placed.</summary>
    /// <param name="sizeMean">Mean size of a single demand, units, above 0.</param>
    /// <param name="sizeDeviation">Standard deviation of the sizes, units.</param>
    /// <remarks>Mean undershoot (μ² + σ²) / (2 μ), the limit of renewal theory: Silver, Pyke and Thomas (2017), ch. 7.</remarks>
    public LeadTimeDemand WithUndershoot(double sizeMean, double sizeDeviation)
        => this with { Mean = Mean + (((sizeMean * sizeMean) + (sizeDeviation * sizeDeviation)) / (2 * sizeMean)) };
}
