namespace SegmentationML.Core.Governance.Alerts;

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    /// <summary>A driver's distribution has moved: by effect, significance and enough data.</summary>
    Drift,

    /// <summary>More entities changed their segment than the limit allows.</summary>
    Churn,

    /// <summary>The back-test of a version is worse than that of the version before.</summary>
    Accuracy,

    /// <summary>A data contract set rows aside, or blocked a run.</summary>
    Contract,

    /// <summary>No run has come to a good end for too long.</summary>
    Freshness,

    /// <summary>Many entities stand close to the boundary of another segment.</summary>
    Boundary,

    /// <summary>The last run failed or was cut off.</summary>
    RunFailed,

    /// <summary>A run was due by the calendar and none has started.</summary>
    RunLate,

    /// <summary>An override of a person ends soon.</summary>
    OverrideExpiring,
}
