using SegmentationML.Core.Clustering.Density;
using SegmentationML.Core.Clustering.Sized;

namespace SegmentationML.Core.Clustering;

/// <summary>What a caller may ask of a method; what it does not keep to is refused.</summary>
public sealed record MethodSettings
{
    /// <summary>Number of clusters, for methods that are told one. Default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>Least rows of a cluster, for sized k-means, DBSCAN and HDBSCAN. Default 0: the method's own.</summary>
    public int MinimumSize { get; init; }

    /// <summary>Most rows of a cluster, for sized k-means. Default 0: none.</summary>
    public int MaximumSize { get; init; }

    /// <summary>Pairs of rows, by position in key order, that must share a cluster, for sized k-means.</summary>
    public IReadOnlyList<RowPair> MustLink { get; init; } = [];

    /// <summary>Pairs of rows, by position in key order, that must not share a cluster, for sized k-means.</summary>
    public IReadOnlyList<RowPair> CannotLink { get; init; } = [];

    /// <summary>Name by position in key order, for problems with links; null to name the position.</summary>
    public IReadOnlyList<string>? RowNames { get; init; }

    /// <summary>What becomes of noise, for density methods. Default: to the nearest cluster.</summary>
    public NoiseRule Noise { get; init; }

    /// <summary>Seed of all random choices. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Upper bound of threads; -1 for as many as there are processors. No result depends on it.</summary>
    public int MaximumThreads { get; init; } = -1;
}
