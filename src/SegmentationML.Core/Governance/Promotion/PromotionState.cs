namespace SegmentationML.Core.Governance.Promotion;

/// <summary>How far a published version has come on its way into use.</summary>
public enum PromotionState
{
    /// <summary>Published, with its evidence, and waiting for somebody to propose it.</summary>
    Candidate,

    /// <summary>Proposed; those who may decide have been asked.</summary>
    Review,

    /// <summary>Decided for, and not in use yet: the step into use is made at once and repeated when it was cut off.</summary>
    Approved,

    /// <summary>In use.</summary>
    Live,

    /// <summary>Rejected, or no longer in use.</summary>
    Retired,
}
