using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>How fine the segmentation may be; where it is finer, the run proposes merges, which a person decides.</summary>
public sealed record GranularityDefinition
{
    /// <summary>The largest number of segments that hold anybody. Default no limit.</summary>
    public int? MaximumSegments { get; init; }

    /// <summary>The fewest entities of a segment. Default 0.</summary>
    public long MinimumEntities { get; init; }

    /// <summary>The options as the budget reads them.</summary>
    internal GranularityOptions Options() => new() { MaximumSegments = MaximumSegments, MinimumEntities = MinimumEntities };
}
