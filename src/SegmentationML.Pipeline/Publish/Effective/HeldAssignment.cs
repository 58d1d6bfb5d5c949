namespace SegmentationML.Pipeline.Publish.Effective;

/// <summary>A stretch of days on which an entity was in one segment.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="SegmentName">Its display name.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The first day on which it no longer was; null while it is.</param>
/// <param name="Version">The version that first said so.</param>
public sealed record HeldAssignment(string Segment, string SegmentName, DateOnly From, DateOnly? To, long Version);
