namespace SegmentationML.Core.Segmentation;

/// <summary>How fine a segmentation may be.</summary>
public sealed record GranularityOptions : AlgorithmOptions
{
    /// <summary>The largest number of segments that hold anybody; null for no limit.</summary>
    public int? MaximumSegments { get; init; }

    /// <summary>The fewest entities of a segment. Default 0: no limit.</summary>
    public long MinimumEntities { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (MaximumSegments < 1 || MinimumEntities < 0)
        {
            yield return SegmentationProblems.Option("granularity", MaximumSegments ?? MinimumEntities, "to at least one segment and no negative size");
        }
    }
}
