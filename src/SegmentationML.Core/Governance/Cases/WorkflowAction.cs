namespace SegmentationML.Core.Governance.Cases;

/// <summary>A way from one state to another.</summary>
public sealed record WorkflowAction
{
    /// <summary>The state that it leads to.</summary>
    public required string To { get; init; }

    /// <summary>Roles, one of which it takes; empty for anyone who is known.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Fields that must be filled by then.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Files that must be attached by then, at least.</summary>
    public int Evidence { get; init; }

    /// <summary>Whether it takes another person than the one who opened the case.</summary>
    public bool FourEyes { get; init; }

    /// <summary>The decision that it records, such as accepted; no case ends without one.</summary>
    public string Decision { get; init; } = "";

    /// <summary>What it does beside moving the case.</summary>
    public CaseEffect Effect { get; init; }
}
