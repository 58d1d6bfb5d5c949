namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>How many entities went from one segment to another.</summary>
/// <param name="From">The segment before; null for entities that are new.</param>
/// <param name="To">The segment after; null for entities that are gone.</param>
/// <param name="Entities">How many, those that stayed where they were included where <paramref name="From"/> is <paramref name="To"/>.</param>
public sealed record SegmentMove(string? From, string? To, long Entities);
