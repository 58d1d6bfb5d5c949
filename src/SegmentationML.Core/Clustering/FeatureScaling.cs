namespace SegmentationML.Core.Clustering;

/// <summary>How a feature is brought to a scale that others may be compared with.</summary>
public enum FeatureScaling
{
    /// <summary>(x - mean) / population standard deviation. The default.</summary>
    ZScore = 0,

    /// <summary>(x - median) / interquartile range; when that is zero 1.4826 x the median absolute deviation, then the population standard deviation.</summary>
    Robust = 1,

    /// <summary>(x - minimum) / (maximum - minimum).</summary>
    MinMax = 2,

    /// <summary>As it is.</summary>
    None = 3,
}
