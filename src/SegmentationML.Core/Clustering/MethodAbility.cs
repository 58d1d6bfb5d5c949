namespace SegmentationML.Core.Clustering;

/// <summary>What a method can be told beyond its points.</summary>
[Flags]
public enum MethodAbility
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A number of clusters; otherwise it finds its own.</summary>
    Count = 1,

    /// <summary>Points with levels beside their numbers.</summary>
    Levels = 2,

    /// <summary>A least size of the clusters.</summary>
    LeastSize = 4,

    /// <summary>A greatest size of the clusters.</summary>
    GreatestSize = 8,

    /// <summary>Rows that must, or must not, share a cluster.</summary>
    Links = 16,

    /// <summary>To leave rows in no cluster.</summary>
    Noise = 32,
}
