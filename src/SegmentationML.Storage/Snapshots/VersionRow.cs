using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Snapshots;

/// <summary>A version as the ledger knows it: this row is the commit.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Version">1 and up, never reused.</param>
/// <param name="Parent">The version before it; null for the first.</param>
/// <param name="Run">The run that published it.</param>
/// <param name="Time">UTC, milliseconds.</param>
/// <param name="ContentDigest">SHA-256 over <paramref name="Content"/>, lower-case hex.</param>
/// <param name="Content">Canonical JSON of the manifest's content.</param>
internal sealed record VersionRow(string Pipeline, long Version, long? Parent, string Run, DateTimeOffset Time, string ContentDigest, string Content)
{
    /// <summary>Whether it was published as a candidate.</summary>
    public bool Candidate { get; init; }

    /// <summary>The version whose content it brought back; null unless it is a rollback.</summary>
    public long? Restores { get; init; }

    /// <summary>Since when it is to expire; null when it is kept.</summary>
    public DateTimeOffset? Marked { get; init; }

    /// <summary>Since when it is expired: its files are gone or going. Null while they are there.</summary>
    public DateTimeOffset? Expired { get; init; }

    /// <summary>The manifest's <c>commit</c> part.</summary>
    public SnapshotCommit Commit => new(Version, Parent, Run, Time, ContentDigest) { Candidate = Candidate, Restores = Restores };
}
