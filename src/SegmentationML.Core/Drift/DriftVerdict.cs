namespace SegmentationML.Core.Drift;

/// <summary>What a comparison says.</summary>
public enum DriftVerdict
{
    /// <summary>No alarm: the change is small, or could be chance.</summary>
    Stable = 0,

    /// <summary>Alarm: the change matters, is not chance, and rests on enough data.</summary>
    Drifted = 1,

    /// <summary>Neither: a sample is too small to say.</summary>
    InsufficientData = 2,
}
