namespace SegmentationML.Core.Governance.Impact;

/// <summary>Stock and service of some entities before and after. Entities that a version does not have, or does not stock, count as zero there.</summary>
/// <param name="SafetyStockBefore">Units.</param>
/// <param name="SafetyStockAfter">Units.</param>
/// <param name="StockValueBefore">Safety stock x unit cost, over the entities whose unit cost is known.</param>
/// <param name="StockValueAfter">The same in the version to come, at the same unit costs.</param>
/// <param name="ServiceBefore">Mean service level weighted by value, over the entities that are stocked; NaN without value.</param>
/// <param name="ServiceAfter">The same in the version to come.</param>
public sealed record StockImpact(double SafetyStockBefore, double SafetyStockAfter, double StockValueBefore, double StockValueAfter, double ServiceBefore, double ServiceAfter);
