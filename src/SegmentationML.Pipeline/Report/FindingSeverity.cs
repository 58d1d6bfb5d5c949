namespace SegmentationML.Pipeline.Report;

/// <summary>What a finding of the contract step ended in, mildest first.</summary>
public enum FindingSeverity
{
    /// <summary>The rule could not be checked.</summary>
    NotChecked,

    /// <summary>The rows were used all the same.</summary>
    Warning,

    /// <summary>The rows were set aside, with the reason.</summary>
    Quarantine,

    /// <summary>The run was stopped.</summary>
    Block,
}
