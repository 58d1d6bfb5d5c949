namespace SegmentationML.Pipeline.Ports;

/// <summary>A version while it is written; disposing without a commit drops it.</summary>
public interface ISnapshotDraft : IDisposable
{
    /// <summary>An empty folder to write in, absolute.</summary>
    string Folder { get; }

    /// <summary>
    /// Flushes files and folder to the disk, then makes the version the current one in one atomic step, provided that the current version is still the expected parent
    /// and the lease's fencing token is the newest: else <c>SEG-PUB-002</c> and nothing changes.
    /// </summary>
    /// <param name="content">What the version holds; every file of the draft's folder must be in it.</param>
    /// <param name="parent">The version that was current when the run read it; null for none.</param>
    /// <param name="unlessSame">When true and the current version has the same content, nothing is committed and null is returned.</param>
    Snapshot? Commit(SnapshotContent content, long? parent, bool unlessSame);
}
