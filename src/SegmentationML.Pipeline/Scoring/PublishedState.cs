namespace SegmentationML.Pipeline.Scoring;

/// <summary>Where a version has an entity, and with which drivers.</summary>
/// <param name="Segment">Its segment.</param>
/// <param name="DecidedBy">What gave it; null in versions that do not tell.</param>
/// <param name="Since">Since when it has been there.</param>
/// <param name="Reasons">Its reason codes.</param>
/// <param name="Queued">The segment that the change budget delays.</param>
/// <param name="Classes">Its classes by dimension.</param>
/// <param name="Drivers">Its drivers by name; NaN where not known.</param>
public sealed record PublishedState(string Segment, string? DecidedBy, DateOnly Since, IReadOnlyList<string> Reasons, string? Queued, IReadOnlyDictionary<string, string?> Classes, IReadOnlyDictionary<string, double> Drivers);
