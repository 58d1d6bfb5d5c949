using SegmentationML.Core;

namespace SegmentationML.Pipeline.Policy;

/// <summary>The <c>policy:</c> section of <c>pipeline.yaml</c>.</summary>
public sealed record PolicyOptions : AlgorithmOptions
{
    /// <summary>Cost of placing one order, in currency, where products bring none of their own. Default 25.</summary>
    public double OrderCost { get; init; } = 25;

    /// <summary>Cost of holding stock for a year, as a share of the unit's cost. Default 0.2.</summary>
    public double HoldingRate { get; init; } = 0.2;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(OrderCost > 0 && double.IsFinite(OrderCost)))
        {
            yield return new Problem("SEG-POL-003", $"policy.order_cost is {OrderCost}.", "Set a positive amount of money per order.");
        }

        if (!(HoldingRate > 0 && double.IsFinite(HoldingRate)))
        {
            yield return new Problem("SEG-POL-004", $"policy.holding_rate is {HoldingRate}.", "Set a positive share a year: 0.2 for 20 %.");
        }
    }
}
