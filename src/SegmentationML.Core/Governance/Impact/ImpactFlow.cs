namespace SegmentationML.Core.Governance.Impact;

/// <summary>What becomes of the entities that go from one segment to another, or stay.</summary>
/// <param name="From">Segment in the version in use; null for entities that are new.</param>
/// <param name="To">Segment in the version to come; null for entities that are gone.</param>
/// <param name="Entities">How many.</param>
/// <param name="Value">What they are worth.</param>
/// <param name="Stock">Their stock and service.</param>
public sealed record ImpactFlow(string? From, string? To, long Entities, double Value, StockImpact Stock);
