namespace SegmentationML.Pipeline.Policy;

/// <summary>What the policy step made.</summary>
/// <param name="Policies">One row per entity: <c>entity_index INTEGER, service_level, safety_stock, reorder_point, order_quantity, unit_cost DOUBLE, basis VARCHAR</c>; quantities in units, unit cost in currency.</param>
/// <param name="SafetyStockValue">Sum of safety stock x unit cost, in currency; NaN without unit costs.</param>
/// <param name="Notes">What was assumed, for the report.</param>
public sealed record PolicyResult(TableHandle Policies, double SafetyStockValue, IReadOnlyList<string> Notes) : IStepResult
{
    /// <inheritdoc/>
    public long Rows => Policies.Rows;

    /// <inheritdoc/>
    public string Summary => $"{Policies.Rows:N0} policies";
}
