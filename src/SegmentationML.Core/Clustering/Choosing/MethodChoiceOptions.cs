using SegmentationML.Core.Clustering.Density;
using SegmentationML.Core.Clustering.Sized;

namespace SegmentationML.Core.Clustering.Choosing;

/// <summary>How a method is chosen.</summary>
public sealed record MethodChoiceOptions : AlgorithmOptions
{
    /// <summary>Number of clusters; null to choose that too.</summary>
    public int? Clusters { get; init; }

    /// <summary>Least number tried. Default 2.</summary>
    public int MinimumClusters { get; init; } = 2;

    /// <summary>Greatest number tried. Default 25; the search ends early where more do not help.</summary>
    public int MaximumClusters { get; init; } = 25;

    /// <summary>Rows on which mixtures and silhouettes are tried. Default 2,500.</summary>
    public int SampleRows { get; init; } = 2_500;

    /// <summary>Rows on which density methods are tried. Default 10,000.</summary>
    public int DensitySampleRows { get; init; } = 10_000;

    /// <summary>Least rows of a cluster; above 0 the choice is k-means with sizes. Default 0.</summary>
    public int MinimumSize { get; init; }

    /// <summary>Most rows of a cluster; above 0 the choice is k-means with sizes. Default 0.</summary>
    public int MaximumSize { get; init; }

    /// <summary>Pairs of rows, by position in key order, that must share a cluster; with any the choice is k-means with links.</summary>
    public IReadOnlyList<RowPair> MustLink { get; init; } = [];

    /// <summary>Pairs of rows, by position in key order, that must not share a cluster; with any the choice is k-means with links.</summary>
    public IReadOnlyList<RowPair> CannotLink { get; init; } = [];

    /// <summary>Name by position in key order, for problems with links; null to name the position.</summary>
    public IReadOnlyList<string>? RowNames { get; init; }

    /// <summary>What becomes of noise. Default: to the nearest cluster.</summary>
    public NoiseRule Noise { get; init; }

    /// <summary>Components of a mixture overlap too much to be clusters when the mean entropy of the posteriors is above this, in nats. Default 0.1.</summary>
    public double MostEntropy { get; init; } = 0.1;

    /// <summary>A density method that leaves a greater share of the rows as noise has not found the structure. Default 0.1.</summary>
    public double MostNoise { get; init; } = 0.1;

    /// <summary>HDBSCAN and DBSCAN agree when they find as many clusters and the adjusted Rand index on rows that both place is at least this. Default 0.95.</summary>
    public double LeastAgreement { get; init; } = 0.95;

    /// <summary>A mixture with fewer rows for each of its free numbers is not believed. Default 4.</summary>
    public double RowsPerParameter { get; init; } = 4;

    /// <summary>Seed of all random choices. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</summary>
    public int MaximumThreads { get; init; } = -1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Clusters is < 1)
        {
            yield return ClusteringProblems.Option("choice.clusters", Clusters.Value, "to 1 or more, or leave it out to have it chosen");
        }

        if (MinimumClusters < 2 || MaximumClusters < MinimumClusters)
        {
            yield return ClusteringProblems.Option("choice.maximum_clusters", MaximumClusters, $"to the minimum {MinimumClusters} or more, and the minimum to 2 or more");
        }

        if (SampleRows < 100 || DensitySampleRows < 100)
        {
            yield return ClusteringProblems.Option("choice.sample_rows", Math.Min(SampleRows, DensitySampleRows), "to 100 or more");
        }

        if (MinimumSize < 0)
        {
            yield return ClusteringProblems.Option("choice.minimum_size", MinimumSize, "to 0 or more");
        }

        if (MaximumSize < 0 || (MaximumSize > 0 && MaximumSize < MinimumSize))
        {
            yield return ClusteringProblems.Option("choice.maximum_size", MaximumSize, $"to the minimum {MinimumSize} or more, or to 0 for none");
        }
    }
}
