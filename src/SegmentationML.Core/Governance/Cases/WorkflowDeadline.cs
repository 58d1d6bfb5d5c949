namespace SegmentationML.Core.Governance.Cases;

/// <summary>How long a case may stay in a state.</summary>
public sealed record WorkflowDeadline
{
    /// <summary>Days from the moment at which the state was entered.</summary>
    public required int Days { get; init; }

    /// <summary>The action that time takes then, such as an escalation; empty when the case is only shown as overdue.</summary>
    public string Then { get; init; } = "";
}
