namespace SegmentationML.Core.Governance.Alerts;

/// <summary>How a pipeline stands at a moment: what rules judge.</summary>
public sealed record PipelineFacts
{
    /// <summary>Its name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Whether it runs by a calendar.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>The version in use; null before the first.</summary>
    public long? Version { get; init; }

    /// <summary>The newest run; null before the first.</summary>
    public LastRun? LastRun { get; init; }

    /// <summary>When a run last came to a good end, with or without a new version, UTC; null for never.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>When the run was due that has not started; null when none is overdue.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>What the last run saw; null when none told.</summary>
    public RunObservation? Observation { get; init; }

    /// <summary>The approved overrides that hold now or later.</summary>
    public IReadOnlyList<EndingOverride> Overrides { get; init; } = [];
}
