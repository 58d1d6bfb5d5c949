namespace SegmentationML.Core.Clustering.Hierarchical;

/// <summary>How far two clusters are apart.</summary>
public enum Linkage
{
    /// <summary>By the increase of the sum of squared distances to the centres when they are merged. The default: compact clusters of like spread.</summary>
    Ward = 0,

    /// <summary>By the mean distance of their members.</summary>
    Average = 1,

    /// <summary>By their farthest members: clusters of small diameter.</summary>
    Complete = 2,

    /// <summary>By their nearest members: clusters of any shape, but one point between two joins them.</summary>
    Single = 3,
}
