using System.Text;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Snapshots;

/// <summary>A version while it is written: a hidden folder beside the versions, on the same file system.</summary>
internal sealed class SnapshotDraft(
    SnapshotStore store, VersionRows rows, SnapshotFolders folders, IFiles files, TimeProvider clock, IRunLease lease, string folder) : ISnapshotDraft
{
    private bool _ended;

    public string Folder { get; } = folder;

    private string Pipeline => lease.Run.Pipeline;

    public Snapshot? Commit(SnapshotContent content, long? parent, bool unlessSame, bool candidate = false)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        try
        {
            return FileProblem.Translate($"Publishing a version of '{Pipeline}'", () => Publish(content, parent, unlessSame, candidate));
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            FileProblem.Ignore(() => files.DeleteFolder(Folder));
        }
    }

    /// <summary>Publishes what another version holds, live at once.</summary>
    /// <param name="former">That version; its files are whole.</param>
    /// <param name="decision">Who decided.</param>
    /// <returns>Null when the version in use has that content already.</returns>
    internal Snapshot? Restore(VersionRow former, AuditEvent decision)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        try
        {
            return FileProblem.Translate($"Rolling '{Pipeline}' back", () =>
            {
                var content = Manifest.ParseContent(former.Content);
                var source = folders.Version(Pipeline, former.Version);
                foreach (var file in content.Files)
                {
                    files.Copy(Path.Combine(source, file.Name), Path.Combine(Folder, file.Name));
                }

                Seal(content);
                return Publish(former.Content, store.Parent(lease)?.Commit.Version, unlessSame: true, candidate: false, former.Version, row => VersionAudit.RolledBack(row, decision));
            });
        }
        finally
        {
            Dispose();
        }
    }

    private Snapshot? Publish(SnapshotContent content, long? parent, bool unlessSame, bool candidate)
        => Publish(Encoding.UTF8.GetString(Manifest.CanonicalContent(Seal(content))), parent, unlessSame, candidate, null, row => VersionAudit.Published(row, lease.Actor));

    private Snapshot? Publish(string canonical, long? parent, bool unlessSame, bool candidate, long? restores, Func<VersionRow, AuditEvent> happened)
    {
        var digest = CanonicalJson.DigestOf(canonical);
        if (rows.OfRun(Pipeline, lease.Run.Id, digest) is { } earlier)
        {
            return store.Snapshot(earlier);
        }

        var current = RequireParent(parent);
        if (unlessSame && current?.ContentDigest == digest && IsWhole(store.Snapshot(current)))
        {
            return null;
        }

        if (unlessSame && candidate && rows.Candidate(Pipeline, current?.Version, digest) is { } waiting && IsWhole(store.Snapshot(waiting)))
        {
            return store.Snapshot(waiting);
        }

        var number = rows.Reserve(lease) ?? throw new ProblemException(SnapshotProblem.LeaseLost(Pipeline, lease.Run.Id));
        var row = new VersionRow(Pipeline, number, current?.Version, lease.Run.Id, Timestamp.Now(clock), digest, canonical) { Candidate = candidate, Restores = restores };
        SealedFolder.Place(files, Folder, folders.Version(Pipeline, row.Version), Manifest.FileName, Manifest.Bytes(row));
        Enter(row, happened(row));
        CurrentFile.Refresh(rows, folders, files, Pipeline);
        return store.Snapshot(row);
    }

    /// <summary>Flushes and measures every file of the draft and puts the list into the content.</summary>
    private SnapshotContent Seal(SnapshotContent content)
    {
        if (content.Pipeline != Pipeline)
        {
            throw new ProblemException(SnapshotProblem.WrongDraft($"The content is of pipeline '{content.Pipeline}', the run of '{Pipeline}'."));
        }

        var measured = Measure();
        var stated = content.Files.OrderBy(f => f.Name, StringComparer.Ordinal);
        return content.Files.Count == 0 || stated.SequenceEqual(measured)
            ? content with { Files = measured }
            : throw new ProblemException(SnapshotProblem.WrongDraft($"The content lists other files than the draft holds: {string.Join(", ", measured.Except(stated).Concat(stated.Except(measured)).Select(f => f.Name).Distinct())}."));
    }

    private SnapshotFile[] Measure()
    {
        try
        {
            return SealedFolder.Measure(files, Folder, Manifest.FileName);
        }
        catch (InvalidDataException e)
        {
            throw new ProblemException(SnapshotProblem.WrongDraft(e.Message), e);
        }
    }

    /// <summary>The current version, if it is the expected one. A version that this very run published before it was cut off counts as its own, not as another's.</summary>
    private VersionRow? RequireParent(long? parent)
    {
        var current = rows.Current(Pipeline);
        var isOwn = current?.Run == lease.Run.Id && store.Parent(lease)?.Commit.Version == parent;
        return current?.Version == parent || isOwn
            ? current
            : throw new ProblemException(SnapshotProblem.ParentMoved(Pipeline, parent, current?.Version));
    }

    /// <summary>Whether the version's files are there in their lengths: one that lost a file is published anew.</summary>
    private static bool IsWhole(Snapshot snapshot) => SealedFolder.IsWhole(snapshot.Folder, Manifest.FileName, snapshot.Content.Files);

    private void Enter(VersionRow row, AuditEvent happened)
    {
        CommitOutcome outcome;
        try
        {
            outcome = rows.Commit(row, lease, happened);
        }
        catch (ProblemException e) when (e.Problems[0].Code == LedgerProblem.UnknownOutcomeCode)
        {
            if (IsRecorded(row))
            {
                return;
            }

            throw new ProblemException(SnapshotProblem.UnknownOutcome(Pipeline, row.Version, row.Run, e.InnerException ?? e), e);
        }
        catch
        {
            Withdraw(row);
            throw;
        }

        if (outcome != CommitOutcome.Committed)
        {
            Withdraw(row);
            throw new ProblemException(outcome == CommitOutcome.LeaseLost
                ? SnapshotProblem.LeaseLost(Pipeline, row.Run)
                : SnapshotProblem.ParentMoved(Pipeline, row.Parent, rows.Current(Pipeline)?.Version));
        }
    }

    /// <summary>Whether a commit that answered with an error is seen in the ledger all the same. If not, it may still come back when the ledger's file is recovered: its folder stays.</summary>
    private bool IsRecorded(VersionRow row)
    {
        try
        {
            return rows.Find(row.Pipeline, row.Version)?.ContentDigest == row.ContentDigest;
        }
        catch (ProblemException)
        {
            return false;
        }
    }

    private void Withdraw(VersionRow row) => FileProblem.Ignore(() => files.DeleteFolder(folders.Version(Pipeline, row.Version)));
}
