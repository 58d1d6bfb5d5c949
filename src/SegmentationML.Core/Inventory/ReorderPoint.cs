namespace SegmentationML.Core.Inventory;

/// <summary>The reorder point that reaches a cycle service level.</summary>
public static class ReorderPoint
{
    /// <summary>The smallest stock s with P(X ≤ s) ≥ α, under any demand.</summary>
    /// <param name="demand">Demand over the lead time.</param>
    /// <param name="level">Cycle service level α.</param>
    public static StockLevel Of(IDemandDistribution demand, ServiceLevel level)
    {
        var stock = demand.Quantile(level.Probability);
        return new StockLevel(stock - demand.Mean, stock);
    }

    /// <summary>Normal demand: mean + Φ⁻¹(α) σ.</summary>
    /// <param name="demand">Demand over the lead time.</param>
    /// <param name="level">Cycle service level α.</param>
    public static StockLevel Normal(LeadTimeDemand demand, ServiceLevel level) => Of(new NormalDemand(demand.Mean, demand.Deviation), level);

    /// <summary>Counts: the smallest number of units s with P(X ≤ s) ≥ α, X negative binomial where the variance is above the mean, else Poisson.</summary>
    /// <param name="demand">Demand over the lead time.</param>
    /// <param name="level">Cycle service level α.</param>
    /// <remarks>r = μ² / (σ² - μ), p = μ / σ².</remarks>
    public static StockLevel NegativeBinomial(LeadTimeDemand demand, ServiceLevel level) => Of(new NegativeBinomialDemand(demand.Mean, demand.Deviation), level);
}
