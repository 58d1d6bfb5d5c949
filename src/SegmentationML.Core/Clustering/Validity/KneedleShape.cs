namespace SegmentationML.Core.Clustering.Validity;

/// <summary>The shape of a curve whose knee is sought.</summary>
public enum KneedleShape
{
    /// <summary>Falls, steeply first: inertia over the number of clusters.</summary>
    ConvexDecreasing = 0,

    /// <summary>Rises, steeply last: sorted distances to a neighbour.</summary>
    ConvexIncreasing = 1,
}
