namespace SegmentationML.Pipeline.Ports;

/// <summary>Keeps the published versions of pipelines: immutable, numbered, whole or not there.</summary>
public interface ISnapshotStore
{
    /// <summary>The version in use, or null before the first. Read from the ledger, never from a half-written file.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    Snapshot? Current(string pipeline);

    /// <summary>
    /// The version that a run follows: the one in use, or, when the run itself published already before it was cut off and resumed, the one before that.
    /// This is the parent to give to <see cref="ISnapshotDraft.Commit"/> and the version to compare with.
    /// </summary>
    /// <param name="lease">The run.</param>
    Snapshot? Parent(IRunLease lease);

    /// <summary>All versions, oldest first.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    IReadOnlyList<Snapshot> List(string pipeline);

    /// <summary>One version; throws <c>SEG-PUB-001</c> with the versions that exist when it is not there.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">Its number.</param>
    Snapshot Open(string pipeline, long version);

    /// <summary>Opens a place to write the files of the next version.</summary>
    /// <param name="lease">The run that publishes; publishing the same content twice in one run, before or after it was resumed, gives the same version.</param>
    ISnapshotDraft Begin(IRunLease lease);

    /// <summary>Checks every file of a version against its manifest, byte by byte.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">Its number.</param>
    /// <returns>What does not fit; empty when all does.</returns>
    IReadOnlyList<SegmentationML.Core.Problem> Verify(string pipeline, long version);
}
