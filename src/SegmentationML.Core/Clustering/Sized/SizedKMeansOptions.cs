namespace SegmentationML.Core.Clustering.Sized;

/// <summary>Settings of k-means with constraints: sizes, or links between rows.</summary>
public sealed record SizedKMeansOptions : AlgorithmOptions
{
    /// <summary>Number of clusters, from 1. Default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>Least rows of a cluster. Default 0: none, and without a maximum and links half of an equal share.</summary>
    public int MinimumSize { get; init; }

    /// <summary>Most rows of a cluster, its capacity. Default 0: none.</summary>
    public int MaximumSize { get; init; }

    /// <summary>Pairs of rows, by position in key order, that must share a cluster.</summary>
    public IReadOnlyList<RowPair> MustLink { get; init; } = [];

    /// <summary>Pairs of rows, by position in key order, that must not share a cluster.</summary>
    public IReadOnlyList<RowPair> CannotLink { get; init; } = [];

    /// <summary>Name by position in key order, for problems with links; null to name the position.</summary>
    public IReadOnlyList<string>? RowNames { get; init; }

    /// <summary>Passes of assignment and means. Default 100.</summary>
    public int MaximumIterations { get; init; } = 100;

    /// <summary>Seed of the starts. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</summary>
    public int MaximumThreads { get; init; } = -1;

    /// <summary>Whether any link is asked.</summary>
    internal bool Linked => MustLink.Count + CannotLink.Count > 0;

    internal int MinimumOf(int rows) => MinimumSize > 0 || MaximumSize > 0 || Linked ? MinimumSize : rows / (2 * Clusters);

    internal int MaximumOf(int rows) => MaximumSize > 0 ? MaximumSize : rows;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Clusters < 1)
        {
            yield return ClusteringProblems.Option("sized.clusters", Clusters, "to 1 or more");
        }

        if (MinimumSize < 0)
        {
            yield return ClusteringProblems.Option("sized.minimum_size", MinimumSize, "to 0 or more");
        }

        if (MaximumSize < 0 || (MaximumSize > 0 && MaximumSize < MinimumSize))
        {
            yield return ClusteringProblems.Option("sized.maximum_size", MaximumSize, $"to the minimum {MinimumSize} or more, or to 0 for none");
        }

        if (MaximumIterations < 1)
        {
            yield return ClusteringProblems.Option("sized.maximum_iterations", MaximumIterations, "to 1 or more; 100 is the default");
        }

        if (Linked && (MinimumSize > 0 || MaximumSize > 0))
        {
            yield return ClusteringProblems.SizesAndLinks();
        }
    }
}
