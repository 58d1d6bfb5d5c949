namespace SegmentationML.Core.Governance.Overrides;

/// <summary>How an override stands. Whether an approved one holds on a day its own days say.</summary>
public enum OverrideState
{
    /// <summary>Asked for; moves nobody yet.</summary>
    Requested,

    /// <summary>Approved.</summary>
    Approved,

    /// <summary>Refused.</summary>
    Refused,
}
