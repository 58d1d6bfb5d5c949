namespace SegmentationML.Pipeline.Segment;

/// <summary>What an unstable clustering does.</summary>
public enum StabilityGate
{
    /// <summary>The report and the notes say so.</summary>
    Warn,

    /// <summary>The run ends before anything is published.</summary>
    Block,

    /// <summary>Nothing is measured.</summary>
    Off,
}
