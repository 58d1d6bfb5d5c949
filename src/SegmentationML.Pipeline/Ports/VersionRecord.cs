namespace SegmentationML.Pipeline.Ports;

/// <summary>A version with what became of it.</summary>
/// <param name="Commit">When and by what it came about.</param>
/// <param name="Content">What it holds or, once expired, held.</param>
/// <param name="State">How it stands.</param>
/// <param name="LiveFrom">When it went live, UTC; null when it never did.</param>
/// <param name="LiveTo">When another took its place; null while it is in use.</param>
/// <param name="Marked">Since when it is to expire, once the time of grace is over; null when it is kept.</param>
/// <param name="Expired">Since when its files are gone; null while they are there.</param>
/// <param name="Aliases">Names that point to it and may move on, sorted.</param>
/// <param name="Tags">Names that are its own, sorted.</param>
public sealed record VersionRecord(
    SnapshotCommit Commit,
    SnapshotContent Content,
    VersionState State,
    DateTimeOffset? LiveFrom,
    DateTimeOffset? LiveTo,
    DateTimeOffset? Marked,
    DateTimeOffset? Expired,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Tags);
