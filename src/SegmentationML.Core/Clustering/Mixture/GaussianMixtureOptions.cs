namespace SegmentationML.Core.Clustering.Mixture;

/// <summary>Settings of Gaussian mixtures.</summary>
public sealed record GaussianMixtureOptions : AlgorithmOptions
{
    /// <summary>Number of components, from 1. Default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>The shape of the components. Default the better by BIC.</summary>
    public Covariance Covariance { get; init; }

    /// <summary>Starts of the k-means that gives the first groups. Default 0: k-means' own number.</summary>
    public int Restarts { get; init; }

    /// <summary>Passes of one fit. Default 500.</summary>
    public int MaximumIterations { get; init; } = 500;

    /// <summary>The fit ends when the mean log-likelihood of a row grows by less. Default 1e-6.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Added to every variance, as a share of the mean variance of the features, so that no component collapses on a point. Default 1e-4.</summary>
    public double Regularisation { get; init; } = 1e-4;

    /// <summary>Seed of the starting groups. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</summary>
    public int MaximumThreads { get; init; } = -1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Clusters < 1)
        {
            yield return ClusteringProblems.Option("gmm.clusters", Clusters, "to 1 or more");
        }

        if (!Enum.IsDefined(Covariance))
        {
            yield return ClusteringProblems.Option("gmm.covariance", (int)Covariance, "to one of the named shapes");
        }

        if (Restarts < 0)
        {
            yield return ClusteringProblems.Option("gmm.restarts", Restarts, "to 1 or more, or to 0 for the number of k-means");
        }

        if (MaximumIterations < 1)
        {
            yield return ClusteringProblems.Option("gmm.maximum_iterations", MaximumIterations, "to 1 or more; 500 is the default");
        }

        if (!(Tolerance > 0))
        {
            yield return ClusteringProblems.Option("gmm.tolerance", Tolerance, "above zero; 1e-6 is the default");
        }

        if (!(Regularisation > 0))
        {
            yield return ClusteringProblems.Option("gmm.regularisation", Regularisation, "above zero; 1e-4 is the default");
        }
    }
}
