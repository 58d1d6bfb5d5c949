using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Density;
using SegmentationML.Core.Clustering.Stability;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>A file whose rows are to be clustered.</summary>
public sealed record ClusterFileRequest
{
    /// <summary>CSV (plain or gzip), Parquet or JSON lines.</summary>
    public required string Path { get; init; }

    /// <summary>Columns to cluster on: numbers, or names (texts, true and false).</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Column of the key; null to number the rows.</summary>
    public string? Key { get; init; }

    /// <summary>Method of the catalogue; null to have it chosen.</summary>
    public string? Method { get; init; }

    /// <summary>Number of clusters; null to have it chosen.</summary>
    public int? Clusters { get; init; }

    /// <summary>Least rows of a cluster; 0 for none.</summary>
    public int MinimumSize { get; init; }

    /// <summary>Most rows of a cluster; 0 for none.</summary>
    public int MaximumSize { get; init; }

    /// <summary>A file of pairs of keys (its first two columns) that must share a cluster; null for none.</summary>
    public string? MustLink { get; init; }

    /// <summary>A file of pairs of keys (its first two columns) that must not share a cluster; null for none.</summary>
    public string? CannotLink { get; init; }

    /// <summary>A column whose equal values must share a cluster; null for none.</summary>
    public string? Together { get; init; }

    /// <summary>A column whose equal values must not share a cluster; null for none.</summary>
    public string? Apart { get; init; }

    /// <summary>Scale of the numbers. Default z-score.</summary>
    public FeatureScaling Scaling { get; init; }

    /// <summary>Features whose logarithm is taken first.</summary>
    public IReadOnlyList<string> Logarithm { get; init; } = [];

    /// <summary>Features of which zeros are treated apart.</summary>
    public IReadOnlyList<string> ZeroInflated { get; init; } = [];

    /// <summary>Weights by feature; 1 for those not named.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Share of the values pulled in at each end. Default 0.</summary>
    public double Winsorise { get; init; }

    /// <summary>What becomes of empty values. Default: refused.</summary>
    public MissingRule Missing { get; init; }

    /// <summary>What becomes, at scoring, of a name that the fit did not see. Default: it differs from all others.</summary>
    public UnseenLevelRule Unseen { get; init; }

    /// <summary>What becomes of noise. Default: to the nearest cluster.</summary>
    public NoiseRule Noise { get; init; }

    /// <summary>Stability; null to leave it out.</summary>
    public StabilityOptions? Stability { get; init; }

    /// <summary>Whether the report also tells how every number of clusters does.</summary>
    public bool Counts { get; init; }

    /// <summary>Earlier results of this command on other windows of history, oldest first, to be compared one with the next and the last with this one.</summary>
    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>Questions of the rules that state the clusters. Default 3.</summary>
    public int RuleDepth { get; init; } = 3;

    /// <summary>Seed of all random choices. Default 1.</summary>
    public ulong Seed { get; init; } = 1;
}
