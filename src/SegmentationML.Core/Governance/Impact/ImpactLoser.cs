namespace SegmentationML.Core.Governance.Impact;

/// <summary>An entity that fares worse in the version to come: its service level falls, or its tier does.</summary>
/// <param name="Key">Its key.</param>
/// <param name="From">Segment in use.</param>
/// <param name="To">Segment to come.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="ServiceBefore">Service level in use; NaN when it is not stocked.</param>
/// <param name="ServiceAfter">Service level to come; NaN when it is not stocked.</param>
/// <param name="SafetyStockBefore">Units.</param>
/// <param name="SafetyStockAfter">Units.</param>
/// <param name="TiersFallen">How many tiers it falls; 0 or less when it does not.</param>
/// <param name="Loss">Value x the fall of the service level, not stocked counting as zero: what orders it.</param>
public sealed record ImpactLoser(
    string Key, string From, string To, double Value, double ServiceBefore, double ServiceAfter, double SafetyStockBefore, double SafetyStockAfter, int TiersFallen, double Loss);
