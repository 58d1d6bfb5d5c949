namespace SegmentationML.Core.Segmentation;

/// <summary>When a cluster of a new fit is the same as one of the last fit.</summary>
public sealed record LabelMatchOptions : AlgorithmOptions
{
    /// <summary>Least Jaccard overlap of a pair that keeps its identity, in (0, 1]. Default 0.3.</summary>
    public double Threshold { get; init; } = 0.3;

    /// <summary>Least share of a cluster that counts as a part of a split or merge, in (0, 0.5]. Default 0.25.</summary>
    public double PartShare { get; init; } = 0.25;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(Threshold > 0 && Threshold <= 1))
        {
            yield return SegmentationProblems.Option("label_matching.threshold", Threshold, "in (0, 1]; 0.3 to 0.5 is usual");
        }

        if (!(PartShare > 0 && PartShare <= 0.5))
        {
            yield return SegmentationProblems.Option("label_matching.part_share", PartShare, "in (0, 0.5]; 0.25 is the default");
        }
    }
}
