namespace SegmentationML.Core.Governance.Promotion;

/// <summary>Who decides whether a version goes into use.</summary>
public enum DecisionMaker
{
    /// <summary>Nobody: it is accepted by rule.</summary>
    Auto,

    /// <summary>One person who owns the segmentation.</summary>
    Owner,

    /// <summary>Several persons together.</summary>
    Board,
}
