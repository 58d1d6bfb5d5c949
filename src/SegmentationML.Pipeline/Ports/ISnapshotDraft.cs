namespace SegmentationML.Pipeline.Ports;

/// <summary>A version while it is written; disposing without a commit drops it.</summary>
public interface ISnapshotDraft : IDisposable
{
    /// <summary>An empty folder to write in, absolute.</summary>
    string Folder { get; }

    /// <summary>
    /// Flushes files and folder to the disk, then makes the version exist, and live unless it is a candidate, in one atomic step, provided that the current version is still the expected parent
    /// and the lease's fencing token is the newest: else <c>SEG-PUB-002</c> and nothing changes.
    /// </summary>
    /// <remarks>
    /// When the disk or the ledger fails at the very moment of the commit, the outcome may be unknown: <c>SEG-PUB-003</c> says so, and the next attempt of the same run finds out.
    /// </remarks>
    /// <param name="content">What the version holds. The store measures the files of the draft's folder itself: leave <see cref="SnapshotContent.Files"/> empty, or list exactly what lies there.</param>
    /// <param name="parent">The version that the run follows (<see cref="ISnapshotStore.Parent"/>), as it was when the run read it; null for none.</param>
    /// <param name="unlessSame">When true and the current version has the same content, nothing is committed and null is returned.
    /// A candidate with the content of one that still waits after the same parent is that one: it is returned, with the run that published it.</param>
    /// <param name="candidate">True to leave the version in use where it is: the new one is a candidate until <see cref="ISnapshotStore.Activate"/> makes it live.</param>
    Snapshot? Commit(SnapshotContent content, long? parent, bool unlessSame, bool candidate = false);
}
