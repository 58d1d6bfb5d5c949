using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>When a cluster of a new fit is one of the version before.</summary>
public sealed record IdentityDefinition
{
    /// <summary>What the overlap of two clusters counts. Default entities.</summary>
    public IdentityWeight MatchBy { get; init; } = IdentityWeight.Entities;

    /// <summary>The least Jaccard overlap of a pair that keeps its code, in (0, 1]. Default 0.3.</summary>
    public double Threshold { get; init; } = 0.3;

    /// <summary>The least share of a cluster that counts as a part of a split or merge, in (0, 0.5]. Default 0.25.</summary>
    public double PartShare { get; init; } = 0.25;

    /// <summary>The options as the matching reads them.</summary>
    internal LabelMatchOptions Options() => new() { Threshold = Threshold, PartShare = PartShare };
}
