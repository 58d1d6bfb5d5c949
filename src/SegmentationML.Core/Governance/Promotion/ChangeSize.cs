namespace SegmentationML.Core.Governance.Promotion;

/// <summary>How much a version changes, in the measures that decision rights are written in.</summary>
/// <param name="Moved">Entities that change their segment.</param>
/// <param name="MovedShare">The same as a share of the entities that both versions have; 0 when they have none.</param>
/// <param name="ValueMoved">Value of those that move.</param>
/// <param name="ValueMovedShare">The same as a share of the value of the entities that both versions have; 0 without value.</param>
/// <param name="TiersCrossed">The most tiers that one entity crosses, up or down; 0 without tiers.</param>
/// <param name="KeyAccountsMoved">Key accounts that change their segment, or are gone.</param>
public sealed record ChangeSize(long Moved, double MovedShare, double ValueMoved, double ValueMovedShare, int TiersCrossed, long KeyAccountsMoved);
