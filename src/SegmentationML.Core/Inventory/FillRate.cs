using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Inventory;

/// <summary>The fill rate β: the share of units that is served from stock when a fixed quantity is ordered at the reorder point and unmet demand waits.</summary>
/// <remarks>
/// Units short in a cycle: E[(X - s)⁺] - E[(X - s - Q)⁺], what is short at the receipt less what was short before it. For normal demand that is σ [G(k) - G(k + Q/σ)],
/// G(k) = φ(k) - k (1 - Φ(k)). Silver, Pyke and Thomas (2017), ch. 6.
/// </remarks>
public static class FillRate
{
    private const int MostHalvings = 300;

    /// <summary>The unit normal loss G(k): expected units short, in standard deviations.</summary>
    /// <param name="k">Safety factor.</param>
    public static double UnitLoss(double k) => NormalFunctions.Density(k) - (k * NormalFunctions.Cdf(-k));

    /// <summary>The safety stock that reaches a fill rate under normal demand; it is negative when the order quantity alone gives more than is asked.</summary>
    /// <param name="demand">Demand over the lead time, variance above 0.</param>
    /// <param name="fillRate">β in (0, 1).</param>
    /// <param name="orderQuantity">Q, units, above 0.</param>
    public static double SafetyStock(LeadTimeDemand demand, double fillRate, double orderQuantity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(demand.Variance, nameof(demand));
        return Of(new NormalDemand(demand.Mean, demand.Deviation), fillRate, orderQuantity).SafetyStock;
    }

    /// <summary>The smallest reorder point that reaches a fill rate under any demand; a whole number where demand is. It may lie below the mean demand, even below zero, when the order quantity alone gives more than is asked.</summary>
    /// <param name="demand">Demand over the lead time; add the undershoot where demand is lumpy (<see cref="LeadTimeDemand.WithUndershoot"/>).</param>
    /// <param name="fillRate">β in (0, 1).</param>
    /// <param name="orderQuantity">Q, units, above 0.</param>
    public static StockLevel Of(IDemandDistribution demand, double fillRate, double orderQuantity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(orderQuantity);
        if (!(fillRate > 0 && fillRate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fillRate), fillRate, "A fill rate lies in (0, 1): write 0.98, not 98.");
        }

        // With the stock at -Q every unit is short; the rate rises with the stock from there.
        var low = -Math.Ceiling(orderQuantity);
        var width = Math.Max(1, Math.Ceiling(demand.Deviation));
        while (Achieved(demand, low + width, orderQuantity) < fillRate)
        {
            width *= 2;
        }

        var high = low + width;
        for (var i = 0; i < MostHalvings && high - low > (demand.WholeUnits ? 1 : 1e-14 * Math.Max(1, Math.Abs(high))); i++)
        {
            var middle = demand.WholeUnits ? Math.Floor((low + high) / 2) : (low + high) / 2;
            (low, high) = Achieved(demand, middle, orderQuantity) >= fillRate ? (low, middle) : (middle, high);
        }

        return new StockLevel(high - demand.Mean, high);
    }

    /// <summary>The fill rate that a reorder point gives.</summary>
    /// <param name="demand">Demand over the lead time.</param>
    /// <param name="reorderPoint">s, units.</param>
    /// <param name="orderQuantity">Q, units, above 0.</param>
    public static double Achieved(IDemandDistribution demand, double reorderPoint, double orderQuantity)
        => 1 - ((demand.ExpectedShortage(reorderPoint) - demand.ExpectedShortage(reorderPoint + orderQuantity)) / orderQuantity);
}
