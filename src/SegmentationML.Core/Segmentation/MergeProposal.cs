namespace SegmentationML.Core.Segmentation;

/// <summary>A merge that a granularity budget proposes; a person decides.</summary>
/// <param name="Segment">Code of the small segment.</param>
/// <param name="Into">Code of its neighbour.</param>
/// <param name="Entities">Entities of the small one, those merged into it before included.</param>
/// <param name="Neighbours">How many of them have the neighbour as second-best segment.</param>
public sealed record MergeProposal(string Segment, string Into, long Entities, long Neighbours);
