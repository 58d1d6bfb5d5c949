namespace SegmentationML.Pipeline.Ports;

/// <summary>How a run stands.</summary>
public enum RunState
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done, with a new version.</summary>
    Published,

    /// <summary>Done; nothing had changed, so no version was made.</summary>
    Unchanged,

    /// <summary>A contract blocked it; the last version stays.</summary>
    Blocked,

    /// <summary>A problem ended it; the last version stays.</summary>
    Failed,

    /// <summary>A person or a host's shutdown ended it; it can be resumed.</summary>
    Cancelled,

    /// <summary>Its process died; it can be resumed.</summary>
    Interrupted,
}
