namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>What an expert rule demands.</summary>
public enum ExpertRuleKind
{
    /// <summary>None of these segments.</summary>
    Never,

    /// <summary>This segment or a better one, by the model's order; segments outside the order stay free.</summary>
    AtLeast,

    /// <summary>This segment or a worse one, by the model's order; segments outside the order stay free.</summary>
    AtMost,

    /// <summary>Of two entities the one with more of the driver is never in a worse segment.</summary>
    NeverWorseWithMore,

    /// <summary>Of two entities the one with less of the driver is never in a worse segment.</summary>
    NeverWorseWithLess,
}
