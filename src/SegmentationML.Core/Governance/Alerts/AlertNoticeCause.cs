namespace SegmentationML.Core.Governance.Alerts;

/// <summary>Why a receiver is told.</summary>
public enum AlertNoticeCause
{
    /// <summary>Alerts fire of which it was not told.</summary>
    New,

    /// <summary>Alerts are over.</summary>
    Resolved,

    /// <summary>Nothing has changed for long.</summary>
    Repeat,

    /// <summary>Somebody wants to see whether notices arrive.</summary>
    Test,
}
