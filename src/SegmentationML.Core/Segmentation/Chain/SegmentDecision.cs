namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>What gave an entity its segment.</summary>
public enum SegmentDecision
{
    /// <summary>The matrix of its classes.</summary>
    Model = 0,

    /// <summary>An edge case: its classes would rest on next to nothing.</summary>
    EdgeCase = 1,

    /// <summary>An expert rule.</summary>
    Rule = 2,

    /// <summary>The hysteresis band: a boundary was passed, but not by enough.</summary>
    Hysteresis = 3,

    /// <summary>The minimum dwell: it came to its segment too short a time ago.</summary>
    Dwell = 4,

    /// <summary>An override by a person.</summary>
    Override = 5,

    /// <summary>The change budget: its move waits for a later cycle.</summary>
    Budget = 6,

    /// <summary>A temporary event rule.</summary>
    Event = 7,
}
