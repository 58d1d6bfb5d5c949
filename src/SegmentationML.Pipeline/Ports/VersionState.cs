namespace SegmentationML.Pipeline.Ports;

/// <summary>How a version stands.</summary>
public enum VersionState
{
    /// <summary>The one in use.</summary>
    Live,

    /// <summary>Was in use, and another came after it.</summary>
    Past,

    /// <summary>Made after the version in use, and waits for a decision.</summary>
    Candidate,

    /// <summary>A candidate that was refused; it can be brought forward once more as long as the version in use is the same.</summary>
    Rejected,

    /// <summary>A candidate that was made after a version which is no longer in use: it can no longer go live.</summary>
    Superseded,

    /// <summary>Its files are gone or going; what it was stays on record.</summary>
    Expired,
}
