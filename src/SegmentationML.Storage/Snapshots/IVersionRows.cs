using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Snapshots;

/// <summary>The ledger's part of the snapshot store: which versions exist. What is not in here does not exist.</summary>
internal interface IVersionRows
{
    /// <summary>The version in use; null before the first.</summary>
    VersionRow? Current(string pipeline);

    /// <summary>One version; null when it does not exist.</summary>
    VersionRow? Find(string pipeline, long version);

    /// <summary>The newest version that a run published with a content; null when it did not.</summary>
    VersionRow? OfRun(string pipeline, string run, string contentDigest);

    /// <summary>All versions, oldest first.</summary>
    IReadOnlyList<VersionRow> List(string pipeline);

    /// <summary>The highest number that was ever given out; 0 for none.</summary>
    long LastNumber(string pipeline);

    /// <summary>Gives out the next number, for good: it is never given again, whatever becomes of the version. Null when the lease is lost.</summary>
    long? Reserve(IRunLease lease);

    /// <summary>The commit: one transaction that compares current version and fencing token and makes the row the current version.</summary>
    CommitOutcome Commit(VersionRow row, IRunLease lease);

    /// <summary>Enters versions that a lost or older ledger does not know, and makes the highest the current one; those it knows stay as they are.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="rows">The versions.</param>
    /// <param name="lastNumber">Numbers up to this one are not given out again.</param>
    void Adopt(string pipeline, IReadOnlyList<VersionRow> rows, long lastNumber);

    /// <summary>Runs an action on the current version while no other process can change it.</summary>
    void WithCurrent(string pipeline, Action<VersionRow?> action);
}
