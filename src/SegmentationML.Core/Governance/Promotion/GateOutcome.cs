namespace SegmentationML.Core.Governance.Promotion;

/// <summary>How a gate came out.</summary>
public enum GateOutcome
{
    /// <summary>The figure is within the limit.</summary>
    Passed,

    /// <summary>It is not.</summary>
    Failed,

    /// <summary>There is nothing to measure; the evidence says why.</summary>
    NotApplicable,
}
