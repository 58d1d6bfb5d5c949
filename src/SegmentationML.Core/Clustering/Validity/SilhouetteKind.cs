namespace SegmentationML.Core.Clustering.Validity;

/// <summary>Which silhouette a number is: they differ, so the result always says.</summary>
public enum SilhouetteKind
{
    /// <summary>Every point against every other.</summary>
    Exact = 0,

    /// <summary>A stratified sample of points against all points; the mean weighs each cluster by its size.</summary>
    Sampled = 1,

    /// <summary>Every point against the centres instead of the points.</summary>
    Simplified = 2,
}
