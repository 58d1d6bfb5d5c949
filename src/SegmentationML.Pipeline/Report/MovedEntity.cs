namespace SegmentationML.Pipeline.Report;

/// <summary>An entity that is in another segment than in the version before.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name; null without one.</param>
/// <param name="From">Segment before.</param>
/// <param name="To">Segment now.</param>
/// <param name="Because">What moved it, in words.</param>
public sealed record MovedEntity(string Key, string? Name, string From, string To, string Because);
