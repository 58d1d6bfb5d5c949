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

    /// <summary>Least and greatest rows of a cluster; 0 for none.</summary>
    public int MinimumSize { get; init; }

    /// <summary>Most rows of a cluster; 0 for none.</summary>
    public int MaximumSize { get; init; }

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

    /// <summary>What becomes of noise. Default: to the nearest cluster.</summary>
    public NoiseRule Noise { get; init; }

    /// <summary>Stability; null to leave it out.</summary>
    public StabilityOptions? Stability { get; init; }

    /// <summary>Questions of the rules that state the clusters. Default 3.</summary>
    public int RuleDepth { get; init; } = 3;

    /// <summary>Seed of all random choices. Default 1.</summary>
    public ulong Seed { get; init; } = 1;
}
