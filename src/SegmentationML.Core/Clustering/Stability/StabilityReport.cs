namespace SegmentationML.Core.Clustering.Stability;

/// <summary>How well clusters come back.</summary>
/// <param name="Jaccard">By cluster, the mean over resamples of its greatest Jaccard with a cluster found anew; NaN when no resample held a row of it.</param>
/// <param name="Dissolved">By cluster, the share of resamples in which that was 0.5 or less.</param>
/// <param name="SeedAgreement">Mean adjusted Rand index with fits of other seeds; NaN when none was tried.</param>
/// <param name="Resamples">Resamples that could be clustered.</param>
public sealed record StabilityReport(double[] Jaccard, double[] Dissolved, double SeedAgreement, int Resamples)
{
    /// <summary>Hennig's words for a mean Jaccard.</summary>
    public static string Word(double jaccard) => jaccard switch
    {
        >= 0.85 => "highly stable",
        >= 0.75 => "valid",
        >= 0.6 => "a pattern",
        > 0.5 => "doubtful",
        _ => "dissolved",
    };

    /// <summary>The problem of a clustering that is not stable.</summary>
    /// <param name="what">What was measured, against which limit.</param>
    public static Problem Unstable(string what) => ClusteringProblems.Unstable(what);

    /// <summary>What keeps this clustering from being used; empty when the gate lets it pass.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="nameOf">What a cluster is called; by default its number from 1.</param>
    public IReadOnlyList<Problem> Gate(StabilityOptions options, Func<int, string>? nameOf = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<Problem>();
        for (var cluster = 0; cluster < Jaccard.Length; cluster++)
        {
            if (!(Jaccard[cluster] >= options.LeastJaccard))
            {
                problems.Add(ClusteringProblems.Unstable($"cluster {nameOf?.Invoke(cluster) ?? $"{cluster + 1}"} comes back with a mean Jaccard of {Jaccard[cluster]:0.00##}, below {options.LeastJaccard}"));
            }
        }

        if (SeedAgreement < options.LeastSeedAgreement)
        {
            problems.Add(ClusteringProblems.Unstable($"other seeds agree by an adjusted Rand index of {SeedAgreement:F2}, below {options.LeastSeedAgreement}"));
        }

        return problems;
    }
}
