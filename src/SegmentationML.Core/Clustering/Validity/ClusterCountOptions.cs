namespace SegmentationML.Core.Clustering.Validity;

/// <summary>How the number of clusters is chosen.</summary>
public sealed record ClusterCountOptions : AlgorithmOptions
{
    /// <summary>Least number tried, at least 2. Default 2.</summary>
    public int Minimum { get; init; } = 2;

    /// <summary>Greatest number tried. Default 10.</summary>
    public int Maximum { get; init; } = 10;

    /// <summary>The score that decides; the others are reported. Default simplified silhouette.</summary>
    public ClusterCountCriterion Criterion { get; init; }

    /// <summary>Points measured by the sampled silhouette. Default 2,000.</summary>
    public int SilhouetteSample { get; init; } = 2_000;

    /// <summary>Seed of that sample. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Minimum < 2)
        {
            yield return ClusteringProblems.Option("cluster_count.minimum", Minimum, "to 2 or more: one cluster has no score");
        }

        if (Maximum < Minimum)
        {
            yield return ClusteringProblems.Option("cluster_count.maximum", Maximum, $"to the minimum {Minimum} or more");
        }

        if (SilhouetteSample < 1)
        {
            yield return ClusteringProblems.Option("cluster_count.silhouette_sample", SilhouetteSample, "to 1 or more; 2,000 is the default");
        }

        if (!Enum.IsDefined(Criterion))
        {
            yield return ClusteringProblems.Option("cluster_count.criterion", (int)Criterion, "to one of the named criteria");
        }
    }
}
