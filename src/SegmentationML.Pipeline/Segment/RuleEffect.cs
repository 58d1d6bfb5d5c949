namespace SegmentationML.Pipeline.Segment;

/// <summary>What one part of the chain changed.</summary>
/// <param name="Decision">rule, hysteresis, dwell, override, budget or event.</param>
/// <param name="By">Name of the rule, override or event; of hysteresis the dimensions that were held; empty where the part has no name.</param>
/// <param name="From">Segment before.</param>
/// <param name="To">Segment after.</param>
/// <param name="Count">Entities.</param>
public sealed record RuleEffect(string Decision, string By, string From, string To, long Count);
