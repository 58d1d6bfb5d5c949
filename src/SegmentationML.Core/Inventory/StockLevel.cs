namespace SegmentationML.Core.Inventory;

/// <summary>What a service level asks for.</summary>
/// <param name="SafetyStock">Reorder point less mean demand over the lead time, units; a low service level of a skewed demand can make it negative.</param>
/// <param name="ReorderPoint">Inventory position at or below which to order (the order-up-to level less the order quantity under periodic review), units.</param>
public readonly record struct StockLevel(double SafetyStock, double ReorderPoint);
