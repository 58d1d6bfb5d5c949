namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>How a condition compares a driver with its value. A driver that is not known (NaN) fulfils none of them.</summary>
public enum Comparison
{
    /// <summary>Below.</summary>
    Below,

    /// <summary>At or below.</summary>
    AtMost,

    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Known, and not equal.</summary>
    NotEqual,

    /// <summary>At or above.</summary>
    AtLeast,

    /// <summary>Above.</summary>
    Above,
}
