namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>Settings of k-means.</summary>
public sealed record KMeansOptions : AlgorithmOptions
{
    /// <summary>Number of clusters, from 1. Default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>How first centres are found. Default k-means++.</summary>
    public KMeansStart Start { get; init; }

    /// <summary>Starts from different seeds; the one with the least inertia is kept, of equal ones the first. Default 0: 400,000 / rows, at least 10 and at most 100; 10 where they run on a sample; 1 by k-means‖.</summary>
    public int Restarts { get; init; }

    /// <summary>Passes of one start, from 1. Default 1,000.</summary>
    public int MaximumIterations { get; init; } = 1_000;

    /// <summary>
    /// A fit also ends when the sum of the centres' squared movements in a pass is at most this share of the mean variance of the features; at 0 it ends only when no label changes, in an exact local
    /// optimum. Default null: 0 up to 40,000 rows (twice <see cref="SampleRows"/>), 0.0001 (scikit-learn's) beyond.
    /// </summary>
    public double? Tolerance { get; init; }

    /// <summary>Seed of all random choices. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>With more than twice as many rows, the starts run on a random sample of this many and only the best goes on over all rows. Default 20,000; at least 100 rows a cluster are taken.</summary>
    public int SampleRows { get; init; } = 20_000;

    /// <summary>Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</summary>
    public int MaximumThreads { get; init; } = -1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Clusters < 1)
        {
            yield return ClusteringProblems.Option("kmeans.clusters", Clusters, "to 1 or more");
        }

        if (Restarts < 0)
        {
            yield return ClusteringProblems.Option("kmeans.restarts", Restarts, "to 1 or more, or to 0 for as many as the number of rows allows");
        }

        if (!Enum.IsDefined(Start))
        {
            yield return ClusteringProblems.Option("kmeans.start", (int)Start, "to one of the named starts");
        }

        if (MaximumIterations < 1)
        {
            yield return ClusteringProblems.Option("kmeans.maximum_iterations", MaximumIterations, "to 1 or more; 1,000 is the default");
        }

        if (Tolerance is { } tolerance && !(tolerance >= 0 && tolerance < 1))
        {
            yield return ClusteringProblems.Option("kmeans.tolerance", tolerance, "in [0, 1); 0 fits to the end, 0.0001 is a usual shortcut");
        }

        if (SampleRows < 1)
        {
            yield return ClusteringProblems.Option("kmeans.sample_rows", SampleRows, "to 1 or more; 20,000 is the default");
        }

        if (MaximumThreads is 0 or < -1)
        {
            yield return ClusteringProblems.Option("kmeans.maximum_threads", MaximumThreads, "to -1 (all processors) or 1 and more");
        }
    }
}
