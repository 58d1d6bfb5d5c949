namespace SegmentationML.Core.Clustering.Hierarchical;

/// <summary>Settings of hierarchical clustering.</summary>
public sealed record HierarchicalOptions : AlgorithmOptions
{
    /// <summary>How far two clusters are apart. Default Ward.</summary>
    public Linkage Linkage { get; init; }

    /// <summary>Number of clusters at which the tree is cut, from 1. Default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>
    /// With more rows the two-stage way is gone: k-means finds <see cref="Landmarks"/> small groups, the tree is built on their centres, weighted by their sizes. Default 0: 40,000 for Ward (time grows
    /// with the square), 12,000 for average and complete (8 n² / 2 bytes), no limit for single, which is always exact.
    /// </summary>
    public int MaximumRows { get; init; }

    /// <summary>Small groups of the two-stage way. Default 2,000.</summary>
    public int Landmarks { get; init; } = 2_000;

    /// <summary>Seed of the two-stage way. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</summary>
    public int MaximumThreads { get; init; } = -1;

    /// <summary>Most rows of the exact way.</summary>
    internal int ExactRows => MaximumRows > 0 ? MaximumRows : Linkage switch
    {
        Linkage.Single => int.MaxValue,
        Linkage.Ward => 40_000,
        _ => 12_000,
    };

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Clusters < 1)
        {
            yield return ClusteringProblems.Option("hierarchical.clusters", Clusters, "to 1 or more");
        }

        if (MaximumRows < 0)
        {
            yield return ClusteringProblems.Option("hierarchical.maximum_rows", MaximumRows, "to 1 or more, or to 0 for the linkage's own limit");
        }

        if (Landmarks < 2)
        {
            yield return ClusteringProblems.Option("hierarchical.landmarks", Landmarks, "to 2 or more; 2,000 is the default");
        }

        if (!Enum.IsDefined(Linkage))
        {
            yield return ClusteringProblems.Option("hierarchical.linkage", (int)Linkage, "to one of the named linkages");
        }
    }
}
