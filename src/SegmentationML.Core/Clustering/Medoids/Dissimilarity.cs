namespace SegmentationML.Core.Clustering.Medoids;

/// <summary>How unlike two points are.</summary>
public enum Dissimilarity
{
    /// <summary>Euclidean distance of the numbers. The default; points with levels need Gower.</summary>
    Euclidean = 0,

    /// <summary>Sum of the differences' sizes.</summary>
    Manhattan = 1,

    /// <summary>Gower's: the mean over all features of |x - y| / range for numbers and 0 or 1 for levels, each with its weight; the numbers must be scaled by Gower's scaling.</summary>
    Gower = 2,
}
