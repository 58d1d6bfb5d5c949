using SegmentationML.Core;

namespace SegmentationML.Pipeline.Segment;

/// <summary>One dimension of a segmentation.</summary>
public sealed record DimensionDefinition
{
    /// <summary>How it divides.</summary>
    public required DimensionKind Kind { get; init; }

    /// <summary>The feature that it reads; for k-means see <see cref="Drivers"/>, for the demand class none.</summary>
    public string? Driver { get; init; }

    /// <summary>
    /// Classes with their upper bounds, in order. Cumulative share: the start share below which the class holds, the last one 1 (default A 0.8, B 0.95, C 1).
    /// Variability: the largest value of the class, the last one <c>.inf</c> (default X 0.5, Y 1.0, Z .inf).
    /// </summary>
    public IReadOnlyDictionary<string, double>? Cuts { get; init; }

    /// <summary>Variability only: fewer buckets of history give the class U. Default 6.</summary>
    public int MinimumBuckets { get; init; } = 6;

    /// <summary>K-means only: the features to cluster on.</summary>
    public IReadOnlyList<string> Drivers { get; init; } = [];

    /// <summary>K-means only: drivers to take the logarithm of first (log1p of what is above zero).</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>K-means only: number of clusters; when null it is chosen between <see cref="MinimumClusters"/> and <see cref="MaximumClusters"/> by silhouette.</summary>
    public int? Clusters { get; init; }

    /// <summary>K-means only. Default 3.</summary>
    public int MinimumClusters { get; init; } = 3;

    /// <summary>K-means only. Default 8.</summary>
    public int MaximumClusters { get; init; } = 8;

    /// <summary>K-means only: share of values that is pulled in at each end. Default 0.01.</summary>
    public double Winsorise { get; init; } = 0.01;

    /// <summary>K-means only: the seed. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Lists everything that is wrong, without looking at data.</summary>
    /// <param name="name">The dimension's name.</param>
    public IEnumerable<Problem> Validate(string name)
    {
        var needsDriver = Kind is DimensionKind.CumulativeShare or DimensionKind.Variability;
        if (needsDriver && Driver is null)
        {
            yield return new Problem("SEG-SEGM-103", $"dimensions.{name} has no driver.", "Name the feature that it reads, such as driver: net_revenue.");
        }

        if (Kind == DimensionKind.KMeans && Drivers.Count == 0)
        {
            yield return new Problem("SEG-SEGM-104", $"dimensions.{name} has no drivers.", "List the features to cluster on, such as drivers: [net_revenue, recency_days].");
        }

        foreach (var log in Log.Where(l => !Drivers.Contains(l, StringComparer.Ordinal)))
        {
            yield return new Problem("SEG-SEGM-105", $"dimensions.{name}.log names '{log}', which is not among its drivers.", $"Known here: {string.Join(", ", Drivers)}.");
        }

        if (Clusters is < 2 || MinimumClusters < 2 || MaximumClusters < MinimumClusters)
        {
            yield return new Problem("SEG-SEGM-106", $"dimensions.{name} asks for {Clusters?.ToString() ?? $"{MinimumClusters} to {MaximumClusters}"} clusters.", "Set at least 2, and a maximum that is not below the minimum.");
        }

        if (!(Winsorise >= 0 && Winsorise < 0.5))
        {
            yield return new Problem("SEG-SEGM-107", $"dimensions.{name}.winsorise is {Winsorise}.", "Set a share in [0, 0.5), such as 0.01.");
        }
    }
}
