namespace SegmentationML.Core.Governance.Cases;

/// <summary>A state of a case.</summary>
public sealed record WorkflowState
{
    /// <summary>Whether the case is closed in it.</summary>
    public bool Final { get; init; }

    /// <summary>How long a case may stay; null for any time.</summary>
    public WorkflowDeadline? Deadline { get; init; }

    /// <summary>The ways out, by name of the action.</summary>
    public IReadOnlyDictionary<string, WorkflowAction> Actions { get; init; } = new Dictionary<string, WorkflowAction>();
}
