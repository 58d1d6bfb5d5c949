namespace SegmentationML.Core.Inventory;

/// <summary>The order quantity with the least cost of ordering and holding.</summary>
/// <remarks>Harris (1913): Q* = √(2 K D / h), cost K D / Q + h Q / 2. With a lot rule the cost is convex in Q, so the better of the two allowed quantities around Q* is the best.</remarks>
public static class EconomicOrderQuantity
{
    /// <summary>Finds it.</summary>
    /// <param name="orderCost">K, currency per order, above 0.</param>
    /// <param name="demand">D, units per period of the holding cost, at least 0.</param>
    /// <param name="holdingCost">h, currency per unit and period, above 0.</param>
    /// <param name="lots">What the supplier accepts.</param>
    /// <param name="most">Most units that make sense, such as the demand of a shelf life, above 0; the least quantity that the supplier accepts wins over it.</param>
    /// <returns>Units; 0 without demand.</returns>
    public static double Of(double orderCost, double demand, double holdingCost, LotRule lots = default, double most = double.PositiveInfinity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(orderCost);
        ArgumentOutOfRangeException.ThrowIfNegative(demand);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(holdingCost);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        if (demand == 0)
        {
            return 0;
        }

        var free = Math.Sqrt(2 * orderCost * demand / holdingCost);
        if (free >= most)
        {
            return lots.AtMost(most);
        }

        var (less, more) = (lots.AtMost(free), lots.AtLeast(free));
        return more > most ? less : Cost(orderCost, demand, holdingCost, less) <= Cost(orderCost, demand, holdingCost, more) ? less : more;
    }

    /// <summary>Cost of ordering and holding per period.</summary>
    /// <param name="orderCost">K, currency per order.</param>
    /// <param name="demand">D, units per period.</param>
    /// <param name="holdingCost">h, currency per unit and period.</param>
    /// <param name="quantity">Q, units, above 0.</param>
    public static double Cost(double orderCost, double demand, double holdingCost, double quantity)
        => (orderCost * demand / quantity) + (holdingCost * quantity / 2);
}
