namespace SegmentationML.Core.Governance.Cases;

/// <summary>A fact that a case holds.</summary>
public sealed record WorkflowField
{
    /// <summary>Whether a case cannot be opened without it.</summary>
    public bool Required { get; init; }

    /// <summary>What it means.</summary>
    public string Description { get; init; } = "";
}
