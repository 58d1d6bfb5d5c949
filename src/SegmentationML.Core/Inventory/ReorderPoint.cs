using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Inventory;

/// <summary>The reorder point that reaches a cycle service level.</summary>
public static class ReorderPoint
{
    /// <summary>Normal demand: mean + Φ⁻¹(α) σ.</summary>
    /// <param name="demand">Demand over the lead time.</param>
    /// <param name="level">Cycle service level α.</param>
    public static StockLevel Normal(LeadTimeDemand demand, ServiceLevel level)
    {
        var safety = demand.Variance > 0 ? NormalFunctions.Quantile(level.Probability) * demand.Deviation : 0;
        return new StockLevel(safety, demand.Mean + safety);
    }

    /// <summary>Counts: the smallest number of units s with P(X ≤ s) ≥ α, X negative binomial where the variance is above the mean, else Poisson.</summary>
    /// <param name="demand">Demand over the lead time.</param>
    /// <param name="level">Cycle service level α.</param>
    /// <remarks>r = μ² / (σ² - μ), p = μ / σ².</remarks>
    public static StockLevel NegativeBinomial(LeadTimeDemand demand, ServiceLevel level)
    {
        Span<double> quantile = stackalloc double[1];
        new CountDistribution(demand.Mean, demand.Variance).Quantiles([level.Probability], quantile);
        return new StockLevel(quantile[0] - demand.Mean, quantile[0]);
    }
}
