namespace SegmentationML.Core.Governance.Cases;

/// <summary>What a step of a case does beside moving the case.</summary>
public enum CaseEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Makes the override that the fields <c>entity</c>, <c>segment</c>, <c>reason</c>, <c>from</c> and <c>to</c> describe, approved by who acts.</summary>
    AddOverride,
}
