namespace SegmentationML.Core.Clustering.Density;

/// <summary>Settings of HDBSCAN.</summary>
public sealed record HdbscanOptions : AlgorithmOptions
{
    /// <summary>Fewer points than this are no cluster: they fall out of the one they leave. Default 0: the root of the number of points, at least 5 and at most 100.</summary>
    public int MinimumClusterSize { get; init; }

    /// <summary>The core distance reaches the nearest point of this number, the point itself counted as the first (as R's dbscan counts; libraries that do not count it ask for one less). Default 0: the minimum cluster size, at most 15.</summary>
    public int MinimumSamples { get; init; }

    /// <summary>What becomes of noise. Default: to the nearest cluster.</summary>
    public NoiseRule Noise { get; init; }

    /// <summary>Takes the leaves of the tree, many small clusters, instead of the clusters of greatest excess of mass. Default false.</summary>
    public bool Leaves { get; init; }

    /// <summary>Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</summary>
    public int MaximumThreads { get; init; } = -1;

    internal int ClusterSizeOf(int rows) => MinimumClusterSize > 0 ? MinimumClusterSize : Math.Clamp((int)Math.Sqrt(rows), 5, 100);

    internal int SamplesOf(int rows) => MinimumSamples > 0 ? MinimumSamples : Math.Min(ClusterSizeOf(rows), 15);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (MinimumClusterSize is < 0 or 1)
        {
            yield return ClusteringProblems.Option("hdbscan.minimum_cluster_size", MinimumClusterSize, "to 2 or more, or to 0 for the root of the number of points");
        }

        if (MinimumSamples < 0)
        {
            yield return ClusteringProblems.Option("hdbscan.minimum_samples", MinimumSamples, "to 1 or more, or to 0 for the minimum cluster size");
        }

        if (!Enum.IsDefined(Noise))
        {
            yield return ClusteringProblems.Option("hdbscan.noise", (int)Noise, "to one of the named rules");
        }
    }
}
