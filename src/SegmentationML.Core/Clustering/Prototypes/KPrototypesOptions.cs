namespace SegmentationML.Core.Clustering.Prototypes;

/// <summary>Settings of k-prototypes.</summary>
public sealed record KPrototypesOptions : AlgorithmOptions
{
    /// <summary>Number of clusters, from 1. Default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>Cost of two different levels beside the squared difference of numbers, times the feature's weight. Default 0: half the mean standard deviation of the numbers (0.5 after z-scores, Huang's usual).</summary>
    public double Gamma { get; init; }

    /// <summary>Starts; the one of least cost is kept, of equal ones the first. Default 10.</summary>
    public int Restarts { get; init; } = 10;

    /// <summary>Passes of one start. Default 300.</summary>
    public int MaximumIterations { get; init; } = 300;

    /// <summary>Seed. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</summary>
    public int MaximumThreads { get; init; } = -1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Clusters < 1)
        {
            yield return ClusteringProblems.Option("kprototypes.clusters", Clusters, "to 1 or more");
        }

        if (!(Gamma >= 0 && double.IsFinite(Gamma)))
        {
            yield return ClusteringProblems.Option("kprototypes.gamma", Gamma, "above zero, or to 0 for half the mean standard deviation");
        }

        if (Restarts < 1)
        {
            yield return ClusteringProblems.Option("kprototypes.restarts", Restarts, "to 1 or more; 10 is the default");
        }

        if (MaximumIterations < 1)
        {
            yield return ClusteringProblems.Option("kprototypes.maximum_iterations", MaximumIterations, "to 1 or more; 300 is the default");
        }
    }
}
