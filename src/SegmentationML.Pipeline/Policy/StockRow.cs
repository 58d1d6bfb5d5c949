namespace SegmentationML.Pipeline.Policy;

/// <summary>The policy of one entity.</summary>
/// <param name="ServiceLevel">Cycle service level; NaN when not stocked.</param>
/// <param name="SafetyStock">Units; NaN when not stocked.</param>
/// <param name="ReorderPoint">Units; NaN when not stocked.</param>
/// <param name="OrderQuantity">Units; NaN when not stocked.</param>
/// <param name="Basis">Distribution of the lead-time demand, or why there is no stock.</param>
internal readonly record struct StockRow(double ServiceLevel, double SafetyStock, double ReorderPoint, double OrderQuantity, string Basis)
{
    /// <summary>No stock, for a reason.</summary>
    public static StockRow None(string basis) => new(double.NaN, double.NaN, double.NaN, double.NaN, basis);
}
