using SegmentationML.Core.Clustering.Stability;

namespace SegmentationML.Pipeline.Segment;

/// <summary>How the stability of a clustering is measured, and where its gate stands.</summary>
public sealed record StabilityDefinition
{
    /// <summary>What happens below the limits: <c>warn</c> says so in the report, <c>block</c> ends the run before anything is published, <c>off</c> measures nothing. Default warn.</summary>
    public StabilityGate Gate { get; init; } = StabilityGate.Warn;

    /// <summary>Bootstrap resamples. Default 20.</summary>
    public int Resamples { get; init; } = 20;

    /// <summary>Other seeds that are tried. Default 5.</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>Least mean Jaccard with which every cluster must come back, in [0, 1]. Default 0.5.</summary>
    public double LeastJaccard { get; init; } = 0.5;

    /// <summary>Least mean adjusted Rand index with fits of other seeds. Default 0.8.</summary>
    public double LeastSeedAgreement { get; init; } = 0.8;

    /// <summary>Least adjusted Rand index with the clusters of the version before, on the entities that both have; in [-1, 1]. Default -1: no limit.</summary>
    public double LeastWindowAgreement { get; init; } = -1;

    internal StabilityOptions Options(ulong seed) => new() { Resamples = Resamples, Seeds = Seeds, LeastJaccard = LeastJaccard, LeastSeedAgreement = LeastSeedAgreement, Seed = seed };
}
