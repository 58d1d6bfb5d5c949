using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Effective;

/// <summary>The days on which a version's assignments were in force.</summary>
/// <param name="Version">The version.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The day on which they no longer were; null while they are. Equal to <paramref name="From"/> when the next version came on the same day.</param>
public sealed record EffectiveVersion(VersionRecord Version, DateOnly From, DateOnly? To);
