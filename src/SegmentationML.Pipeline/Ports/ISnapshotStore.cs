using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Pipeline.Ports;

/// <summary>Keeps the published versions of pipelines: immutable, numbered, whole or not there.</summary>
public interface ISnapshotStore
{
    /// <summary>The version that is live, or null before the first; never a candidate. Read from the ledger, never from a half-written file.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    Snapshot? Current(string pipeline);

    /// <summary>Grows whenever this process puts a version in use: a <see cref="Current"/> that was read at another value may be an older one.</summary>
    long Moves { get; }

    /// <summary>
    /// The version that a run follows: the one in use, or, when the run itself published already before it was cut off and resumed, the one before that.
    /// This is the parent to give to <see cref="ISnapshotDraft.Commit"/> and the version to compare with.
    /// </summary>
    /// <param name="lease">The run.</param>
    Snapshot? Parent(IRunLease lease);

    /// <summary>All versions whose files are there, candidates among them, oldest first.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    IReadOnlyList<Snapshot> List(string pipeline);

    /// <summary>All versions that ever were, with what became of them, oldest first.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    IReadOnlyList<VersionRecord> History(string pipeline);

    /// <summary>One version; null when it does not exist or was expired.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">Its number.</param>
    Snapshot? Find(string pipeline, long version);

    /// <summary>The version that is meant; throws <c>SEG-PUB-001</c>, <c>SEG-PUB-011</c> or <c>SEG-PUB-015</c> when there is none.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="selector">By number, alias, tag or time.</param>
    Snapshot Resolve(string pipeline, VersionSelector selector);

    /// <summary>Keeps a version's files from being deleted until disposed, or until the process ends. Any number of readers may hold a version; throws <c>SEG-PUB-011</c> when its files are gone.</summary>
    /// <param name="snapshot">The version.</param>
    IDisposable Hold(Snapshot snapshot);

    /// <summary>One version; throws <c>SEG-PUB-001</c> with the versions that exist when it is not there, <c>SEG-PUB-011</c> when it was expired.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">Its number.</param>
    Snapshot Open(string pipeline, long version);

    /// <summary>Opens a place to write the files of the next version.</summary>
    /// <param name="lease">The run that publishes; publishing the same content twice in one run, before or after it was resumed, gives the same version.</param>
    ISnapshotDraft Begin(IRunLease lease);

    /// <summary>
    /// Makes a candidate the version in use, in one atomic step, provided that the version in use is still the expected one and the one that the candidate was made after:
    /// else <c>SEG-PUB-002</c> and nothing changes. A version that is live already is returned as it is, so that an answer that got lost can be asked for again.
    /// </summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">The candidate.</param>
    /// <param name="expectedCurrent">The version in use as it was when this was decided; null for none.</param>
    /// <param name="decision">Who decided, and facts that the audit chain keeps; kind, subject and the versions are the store's.</param>
    Snapshot Activate(string pipeline, long version, long? expectedCurrent, AuditEvent decision);

    /// <summary>
    /// Publishes the content of a former version as a new one, live at once: files and content digest are the same, number and commit are new. Nothing of what was is rewritten.
    /// </summary>
    /// <param name="lease">The run that publishes; the same run twice gives the same version.</param>
    /// <param name="to">The version whose content comes back; it must have been in use.</param>
    /// <param name="decision">Who decided, and facts that the audit chain keeps.</param>
    /// <returns>Null when the version in use has that content already.</returns>
    Snapshot? Rollback(IRunLease lease, long to, AuditEvent decision);

    /// <summary>
    /// Lets versions go by the rules: first marks them, and deletes the files of those whose time of grace is over. Each call goes on where an earlier one was cut off.
    /// Only files that were published are deleted, and none that someone holds.
    /// </summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="rules">What is kept.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="dryRun">True to say what would be done, and do nothing.</param>
    /// <returns>Every version whose files were there, oldest first.</returns>
    IReadOnlyList<ExpiryLine> Expire(string pipeline, Publish.RetentionOptions rules, string actor, bool dryRun = false);

    /// <summary>Checks every file of a version against its manifest, byte by byte.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">Its number.</param>
    /// <returns>What does not fit; empty when all does.</returns>
    IReadOnlyList<SegmentationML.Core.Problem> Verify(string pipeline, long version);
}
