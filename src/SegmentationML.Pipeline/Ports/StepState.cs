namespace SegmentationML.Pipeline.Ports;

/// <summary>How a step of a run stands.</summary>
public enum StepState
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done in this run.</summary>
    Done,

    /// <summary>Its output of an earlier run or attempt was taken, since inputs, options and code are the same.</summary>
    Skipped,

    /// <summary>A problem ended it.</summary>
    Failed,
}
