namespace SegmentationML.Core.Clustering.Stability;

/// <summary>How stability is measured, and where the gate stands.</summary>
public sealed record StabilityOptions : AlgorithmOptions
{
    /// <summary>Resamples. Default 20 (100 for a study).</summary>
    public int Resamples { get; init; } = 20;

    /// <summary>Of more rows a random sample of this many is resampled. Default 5,000.</summary>
    public int SampleRows { get; init; } = 5_000;

    /// <summary>Other seeds tried. Default 5.</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>Least mean Jaccard of a cluster for the gate: below 0.5 a cluster is dissolved, from 0.6 it is a pattern, from 0.75 valid, from 0.85 highly stable (Hennig). Default 0.5.</summary>
    public double LeastJaccard { get; init; } = 0.5;

    /// <summary>Least mean ARI over other seeds for the gate. Default 0.8.</summary>
    public double LeastSeedAgreement { get; init; } = 0.8;

    /// <summary>Seed of the resamples. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Resamples < 1 || Seeds < 0)
        {
            yield return ClusteringProblems.Option("stability.resamples", Resamples, "to 1 or more; 100 is Hennig's number");
        }

        if (SampleRows < 10)
        {
            yield return ClusteringProblems.Option("stability.sample_rows", SampleRows, "to 10 or more; 5,000 is the default");
        }

        if (!(LeastJaccard >= 0 && LeastJaccard <= 1))
        {
            yield return ClusteringProblems.Option("stability.least_jaccard", LeastJaccard, "in [0, 1]; 0.5 lets no dissolved cluster pass");
        }

        if (!(LeastSeedAgreement >= -1 && LeastSeedAgreement <= 1))
        {
            yield return ClusteringProblems.Option("stability.least_seed_agreement", LeastSeedAgreement, "in [-1, 1]; 0.8 is the default");
        }
    }
}
