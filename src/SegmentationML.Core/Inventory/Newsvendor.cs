namespace SegmentationML.Core.Inventory;

/// <summary>The base stock that balances the cost of a unit too many against that of a unit too few.</summary>
/// <remarks>Arrow, Harris and Marschak (1951), Econometrica 19(3), 250-272: the smallest S with F(S) ≥ p / (p + h).</remarks>
public static class Newsvendor
{
    /// <summary>The cheapest base stock.</summary>
    /// <param name="demand">Demand until the next order can arrive.</param>
    /// <param name="overage">Cost of a unit left over, h, above 0.</param>
    /// <param name="underage">Cost of a unit short, p, above 0.</param>
    public static double BaseStock(IDemandDistribution demand, double overage, double underage)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(overage);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(underage);
        return demand.Quantile(underage / (underage + overage));
    }

    /// <summary>h E[(S − X)⁺] + p E[(X − S)⁺].</summary>
    /// <param name="demand">Demand until the next order can arrive.</param>
    /// <param name="stock">Base stock, S.</param>
    /// <param name="overage">Cost of a unit left over, h.</param>
    /// <param name="underage">Cost of a unit short, p.</param>
    public static double ExpectedCost(IDemandDistribution demand, double stock, double overage, double underage)
    {
        var shortage = demand.ExpectedShortage(stock);
        return (overage * (stock - demand.Mean + shortage)) + (underage * shortage);
    }
}
