namespace SegmentationML.Core.Governance.Promotion;

/// <summary>What a gate measured.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Figure">The number measured; NaN when there was nothing to measure.</param>
/// <param name="Limit">The number that it must keep to.</param>
/// <param name="Finding">One sentence with both, for people.</param>
/// <param name="Advisory">Whether a failure asks for a person's decision in place of refusing.</param>
public sealed record GateEvidence(PromotionGate Gate, GateOutcome Outcome, double Figure, double Limit, string Finding, bool Advisory)
{
    /// <summary>Whether this refuses the version.</summary>
    public bool Refuses => Outcome == GateOutcome.Failed && !Advisory;
}
