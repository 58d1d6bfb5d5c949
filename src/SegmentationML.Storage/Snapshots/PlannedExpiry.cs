namespace SegmentationML.Storage.Snapshots;

/// <summary>What the rules say of a version.</summary>
/// <param name="Row">The version.</param>
/// <param name="Kept">The rule that keeps it; null when none does.</param>
/// <param name="IsDue">Whether its time of grace is over.</param>
internal sealed record PlannedExpiry(VersionRow Row, string? Kept, bool IsDue);
