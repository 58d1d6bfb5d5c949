namespace SegmentationML.Core.Forecasting;

/// <summary>What a planner does to a forecast.</summary>
public enum PlannedChangeKind
{
    /// <summary>The amount takes its place.</summary>
    Replace,

    /// <summary>The amount is added; the result is at least zero.</summary>
    Add,

    /// <summary>It is multiplied by the amount.</summary>
    Multiply,
}
