namespace SegmentationML.Core.Clustering;

/// <summary>The groups that a method found.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Labels">Label per point, from 0; -1 is noise, which only density methods give, and only when asked to.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Centres">Mean of each cluster, shape (clusters x dimensions).</param>
/// <param name="Sizes">Points per cluster.</param>
/// <param name="Inertia">Sum of the squared distances of the points to the centre of their cluster, noise left out.</param>
/// <param name="Iterations">Passes of the fit that was kept.</param>
/// <param name="Converged">False when the fit stopped at its limit of passes.</param>
/// <param name="Rule">How further points are labelled.</param>
public sealed record Partition(
    string Method,
    int[] Labels,
    int Clusters,
    double[] Centres,
    long[] Sizes,
    double Inertia,
    int Iterations,
    bool Converged,
    ScoringRule Rule)
{
    /// <summary>The label, in fits and scores of features, of a row that is zero in every feature treated for zeros.</summary>
    public const int Inactive = -2;

    /// <summary>The label that stands for no cluster.</summary>
    public const int Noise = -1;
}
