namespace SegmentationML.Core.Clustering.Medoids;

/// <summary>Settings of k-medoids.</summary>
public sealed record KMedoidsOptions : AlgorithmOptions
{
    /// <summary>Number of clusters, from 1. Default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>How unlike two points are. Default Euclidean; Gower when the points have levels.</summary>
    public Dissimilarity? Dissimilarity { get; init; }

    /// <summary>Sum of the weights of all features, the divisor of Gower's dissimilarity. Default 0: the number of numbers plus the weights of the levels, right for weights of 1.</summary>
    public double TotalWeight { get; init; }

    /// <summary>With more rows medoids are sought on samples (CLARA). Default 3,000: a dissimilarity is kept for each pair, 8 n² bytes.</summary>
    public int MaximumRows { get; init; } = 3_000;

    /// <summary>Samples of CLARA; the medoids with the least sum over all rows are kept. Default 5.</summary>
    public int Samples { get; init; } = 5;

    /// <summary>Seed of the samples. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</summary>
    public int MaximumThreads { get; init; } = -1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Clusters < 1)
        {
            yield return ClusteringProblems.Option("kmedoids.clusters", Clusters, "to 1 or more");
        }

        if (Dissimilarity is { } kind && !Enum.IsDefined(kind))
        {
            yield return ClusteringProblems.Option("kmedoids.dissimilarity", (int)kind, "to one of the named dissimilarities");
        }

        if (!(TotalWeight >= 0))
        {
            yield return ClusteringProblems.Option("kmedoids.total_weight", TotalWeight, "above zero, or to 0 for weights of 1");
        }

        if (MaximumRows is < 2 or > 40_000)
        {
            yield return ClusteringProblems.Option("kmedoids.maximum_rows", MaximumRows, "from 2 to 40,000; 3,000 is the default");
        }

        if (Samples < 1)
        {
            yield return ClusteringProblems.Option("kmedoids.samples", Samples, "to 1 or more; 5 is the default");
        }
    }
}
