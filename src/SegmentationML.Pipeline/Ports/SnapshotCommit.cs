namespace SegmentationML.Pipeline.Ports;

/// <summary>The manifest's <c>commit</c> part.</summary>
/// <param name="Version">1 and up, never reused.</param>
/// <param name="Parent">The version that it followed; null for the first.</param>
/// <param name="Run">The run that published it.</param>
/// <param name="Time">UTC.</param>
/// <param name="ContentDigest">SHA-256 in lower-case hex over the canonical JSON of the <c>content</c> part.</param>
public sealed record SnapshotCommit(long Version, long? Parent, string Run, DateTimeOffset Time, string ContentDigest)
{
    /// <summary>Whether it was published as a candidate, to go live by a decision of its own; what became of it stands in the ledger.</summary>
    public bool Candidate { get; init; }

    /// <summary>The version whose content it brought back; null unless it is a rollback.</summary>
    public long? Restores { get; init; }
}
