namespace SegmentationML.Core.Clustering.Density;

/// <summary>Settings of DBSCAN.</summary>
public sealed record DbscanOptions : AlgorithmOptions
{
    /// <summary>Radius of a neighbourhood in prepared units, the limit included. Default 0: where the sorted distances to the MinimumPoints-th point have their knee.</summary>
    public double Radius { get; init; }

    /// <summary>Points in the neighbourhood of a core point, itself included. Default 0: twice the dimensions, at least 4.</summary>
    public int MinimumPoints { get; init; }

    /// <summary>Smaller clusters are noise. Default 0: the root of the number of points, at least 5 and at most 100; 1 keeps all, as the method was published.</summary>
    public int MinimumClusterSize { get; init; }

    /// <summary>What becomes of noise. Default: to the nearest cluster.</summary>
    public NoiseRule Noise { get; init; }

    /// <summary>Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</summary>
    public int MaximumThreads { get; init; } = -1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(Radius >= 0 && double.IsFinite(Radius)))
        {
            yield return ClusteringProblems.Option("dbscan.radius", Radius, "above zero, or to 0 to take the knee of the neighbours' distances");
        }

        if (MinimumPoints < 0)
        {
            yield return ClusteringProblems.Option("dbscan.minimum_points", MinimumPoints, "to 1 or more, or to 0 for twice the dimensions");
        }

        if (MinimumClusterSize < 0)
        {
            yield return ClusteringProblems.Option("dbscan.minimum_cluster_size", MinimumClusterSize, "to 1 or more, or to 0 for the root of the number of points");
        }

        if (!Enum.IsDefined(Noise))
        {
            yield return ClusteringProblems.Option("dbscan.noise", (int)Noise, "to one of the named rules");
        }
    }
}
