namespace SegmentationML.Core.Governance.Alerts;

/// <summary>Whether owners hear of an alert that fires.</summary>
public enum AlertState
{
    /// <summary>It fires.</summary>
    Firing,

    /// <summary>It fires, and somebody silenced it.</summary>
    Silenced,

    /// <summary>It fires, and another alert hides it.</summary>
    Hidden,

    /// <summary>It is over.</summary>
    Resolved,
}
