namespace SegmentationML.Core.Clustering.MiniBatch;

/// <summary>Settings of mini-batch k-means.</summary>
public sealed record MiniBatchKMeansOptions : AlgorithmOptions
{
    /// <summary>Number of clusters, from 1. Default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>Rows a batch. Default 4,096.</summary>
    public int BatchRows { get; init; } = 4_096;

    /// <summary>Passes over all rows, batch by batch. Default 3.</summary>
    public int Passes { get; init; } = 3;

    /// <summary>Seed of the starts and of the order of the batches. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</summary>
    public int MaximumThreads { get; init; } = -1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Clusters < 1)
        {
            yield return ClusteringProblems.Option("minibatch.clusters", Clusters, "to 1 or more");
        }

        if (BatchRows < 1)
        {
            yield return ClusteringProblems.Option("minibatch.batch_rows", BatchRows, "to 1 or more; 4,096 is the default");
        }

        if (Passes < 1)
        {
            yield return ClusteringProblems.Option("minibatch.passes", Passes, "to 1 or more; 3 is the default");
        }
    }
}
