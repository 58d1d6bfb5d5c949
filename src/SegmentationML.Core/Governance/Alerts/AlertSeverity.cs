namespace SegmentationML.Core.Governance.Alerts;

/// <summary>How much an alert weighs.</summary>
public enum AlertSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Somebody should look at it in the coming days.</summary>
    Warning,

    /// <summary>Somebody should look at it now.</summary>
    Critical,
}
