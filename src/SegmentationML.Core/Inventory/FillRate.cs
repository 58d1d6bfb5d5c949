using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Inventory;

/// <summary>The fill rate β: the share of units that is served from stock, for normal demand and a fixed order quantity.</summary>
/// <remarks>Units short in a cycle: σ [G(k) - G(k + Q/σ)], G(k) = φ(k) - k (1 - Φ(k)). Silver, Pyke and Thomas (2017), ch. 6.</remarks>
public static class FillRate
{
    private const double LowestFactor = -40;
    private const double HighestFactor = 40;

    /// <summary>The unit normal loss G(k): expected units short, in standard deviations.</summary>
    /// <param name="k">Safety factor.</param>
    public static double UnitLoss(double k) => NormalFunctions.Density(k) - (k * NormalFunctions.Cdf(-k));

    /// <summary>The safety stock that reaches a fill rate; it is negative when the order quantity alone gives more than is asked.</summary>
    /// <param name="demand">Demand over the lead time, variance above 0.</param>
    /// <param name="fillRate">β in (0, 1).</param>
    /// <param name="orderQuantity">Q, units, above 0.</param>
    public static double SafetyStock(LeadTimeDemand demand, double fillRate, double orderQuantity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(demand.Variance, nameof(demand));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(orderQuantity);
        if (!(fillRate > 0 && fillRate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fillRate), fillRate, "A fill rate lies in (0, 1): write 0.98, not 98.");
        }

        var (sigma, allowed) = (demand.Deviation, (1 - fillRate) * orderQuantity);
        var (low, high) = (LowestFactor, HighestFactor);
        while (high - low > 1e-13 * Math.Max(1, Math.Abs(low)))
        {
            var middle = (low + high) / 2;
            var isShort = sigma * (UnitLoss(middle) - UnitLoss(middle + (orderQuantity / sigma))) > allowed;
            (low, high) = isShort ? (middle, high) : (low, middle);
            if (middle == low && middle == high)
            {
                break;
            }
        }

        return (low + high) / 2 * sigma;
    }
}
