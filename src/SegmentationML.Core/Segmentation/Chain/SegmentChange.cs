namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>One move of one entity after the matrix.</summary>
/// <param name="Entity">Index of the entity.</param>
/// <param name="Decision">Which part moved it.</param>
/// <param name="By">Name of the rule, override or event; of hysteresis the dimensions that were held; empty where the part has no name.</param>
/// <param name="From">Segment index before.</param>
/// <param name="To">Segment index after, different from <paramref name="From"/>.</param>
public readonly record struct SegmentChange(int Entity, SegmentDecision Decision, string By, int From, int To);
