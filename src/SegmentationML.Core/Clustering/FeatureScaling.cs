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

    /// <summary>Share of the training rows below, a tie group by its middle, turned into a normal quantile; linear between the training values.</summary>
    Quantile = 4,

    /// <summary>(x - minimum) / (maximum - minimum), clipped to [0, 1], times the weight itself: the numeric part of Gower's dissimilarity.</summary>
    Gower = 5,
}
