namespace SegmentationML.Core.Clustering.Density;

/// <summary>What becomes of points that no dense region holds.</summary>
public enum NoiseRule
{
    /// <summary>They go to the cluster of the nearest point that has one. The default: every entity has a segment.</summary>
    Nearest = 0,

    /// <summary>They have none: label -1.</summary>
    Unassigned = 1,
}
