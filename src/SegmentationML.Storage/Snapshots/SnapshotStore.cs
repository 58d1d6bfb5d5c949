using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Published versions: files in numbered folders that never change, and the row in the ledger that makes each of them exist.</summary>
internal sealed class SnapshotStore(VersionRows rows, SnapshotFolders folders, IFiles files, TimeProvider clock) : ISnapshotStore
{
    public long Moves => rows.Moves;

    public Snapshot? Current(string pipeline)
    {
        PipelineName.Require(pipeline);
        return rows.Current(pipeline) is { } row ? Snapshot(row) : null;
    }

    public Snapshot? Parent(IRunLease lease)
    {
        var row = rows.Current(lease.Run.Pipeline);
        while (row is not null && row.Run == lease.Run.Id)
        {
            row = row.Parent is { } parent ? rows.Find(row.Pipeline, parent) : null;
        }

        return row is null ? null : Snapshot(row);
    }

    public IReadOnlyList<Snapshot> List(string pipeline)
    {
        PipelineName.Require(pipeline);
        return [.. rows.List(pipeline).Where(row => row.Expired is null).Select(Snapshot)];
    }

    public IReadOnlyList<VersionRecord> History(string pipeline)
    {
        PipelineName.Require(pipeline);
        return rows.Facts(pipeline).Records();
    }

    public Snapshot? Find(string pipeline, long version)
    {
        PipelineName.Require(pipeline);
        return rows.Find(pipeline, version) is { Expired: null } row ? Snapshot(row) : null;
    }

    public Snapshot Resolve(string pipeline, VersionSelector selector)
    {
        PipelineName.Require(pipeline);
        ArgumentNullException.ThrowIfNull(selector);
        return Open(pipeline, selector.Kind switch
        {
            VersionSelection.Number => selector.Number,
            VersionSelection.Current => rows.Current(pipeline)?.Version ?? throw new ProblemException(SnapshotProblem.NothingThen(pipeline, selector, null)),
            VersionSelection.Latest => rows.List(pipeline).LastOrDefault(row => row.Expired is null)?.Version ?? throw new ProblemException(SnapshotProblem.NothingThen(pipeline, selector, null)),
            VersionSelection.Time => rows.At(pipeline, selector.Time) ?? throw new ProblemException(SnapshotProblem.NothingThen(pipeline, selector, rows.Facts(pipeline).Activations is [var first, ..] ? first.Time : null)),
            _ => Named(pipeline, selector),
        });
    }

    /// <remarks>The lock of the operating system on the version's manifest, shared among readers; an expiry takes it alone. It ends with the process and asks no clock.</remarks>
    public IDisposable Hold(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var manifest = Path.Combine(snapshot.Folder, Manifest.FileName);
        try
        {
            var held = Patience.For(() => ProcessLock.TryShare(manifest), () => File.Exists(manifest));
            if (held is not null && File.Exists(manifest))
            {
                return held;
            }

            held?.Dispose();
        }
        catch (ProblemException)
        {
            // A file system without locks: there no expiry can take the lock either, so nothing is deleted.
            return ProcessLock.None;
        }

        throw new ProblemException(rows.Find(snapshot.Pipeline, snapshot.Commit.Version)?.Expired is { } expired
            ? SnapshotProblem.Expired(snapshot.Pipeline, snapshot.Commit.Version, expired)
            : SnapshotProblem.WrongManifest(snapshot.Pipeline, snapshot.Commit.Version, $"{Manifest.FileName} is missing, or the version is being expired"));
    }

    public Snapshot? Rollback(IRunLease lease, long to, AuditEvent decision)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(decision);
        var pipeline = lease.Run.Pipeline;
        var row = Row(pipeline, to);
        if (!rows.Facts(pipeline).Activations.Any(a => a.Version == to))
        {
            throw new ProblemException(SnapshotProblem.NeverLive(pipeline, to));
        }

        using var held = Hold(Snapshot(row));
        ProblemException.ThrowIfAny(SnapshotVerification.Run(files, folders.Version(pipeline, to), row));
        using var draft = (SnapshotDraft)Begin(lease);
        return draft.Restore(row, decision);
    }

    public IReadOnlyList<ExpiryLine> Expire(string pipeline, RetentionOptions rules, string actor, bool dryRun = false)
    {
        PipelineName.Require(pipeline);
        ArgumentNullException.ThrowIfNull(rules);
        ProblemException.ThrowIfAny(rules.Validate());
        return new SnapshotExpiry(rows, folders, files, clock).Run(pipeline, rules, actor, dryRun);
    }

    public Snapshot Open(string pipeline, long version) => Snapshot(Row(pipeline, version));

    /// <remarks>Whoever holds the lease is the only one that writes: what an earlier run left behind is removed here.</remarks>
    public ISnapshotDraft Begin(IRunLease lease)
    {
        var pipeline = lease.Run.Pipeline;
        return FileProblem.Translate($"Publishing a version of '{pipeline}'", () =>
        {
            RemoveLeftovers(pipeline);
            var folder = folders.Draft(pipeline, lease.FencingToken);
            files.CreateFolder(folder);
            return new SnapshotDraft(this, rows, folders, files, clock, lease, folder);
        });
    }

    public Snapshot Activate(string pipeline, long version, long? expectedCurrent, AuditEvent decision)
    {
        PipelineName.Require(pipeline);
        ArgumentNullException.ThrowIfNull(decision);
        try
        {
            rows.Activate(pipeline, version, expectedCurrent, decision, Timestamp.Now(clock));
        }
        catch (ProblemException e) when (e.Problems[0].Code == LedgerProblem.UnknownOutcomeCode)
        {
            if (!IsCurrent(pipeline, version))
            {
                throw new ProblemException(SnapshotProblem.UnknownActivation(pipeline, version, e.InnerException ?? e), e);
            }
        }

        CurrentFile.Refresh(rows, folders, files, pipeline);
        return Open(pipeline, version);
    }

    public IReadOnlyList<Problem> Verify(string pipeline, long version)
        => SnapshotVerification.Run(files, folders.Version(pipeline, version), Row(pipeline, version));

    /// <summary>The version that a row describes.</summary>
    internal Snapshot Snapshot(VersionRow row) => new(row.Pipeline, folders.Version(row.Pipeline, row.Version), Manifest.ParseContent(row.Content), row.Commit);

    private long Named(string pipeline, VersionSelector selector)
    {
        var kind = selector.Kind == VersionSelection.Tag ? NameRows.Tag : NameRows.Alias;
        return rows.Named(pipeline, kind, selector.Name)
            ?? throw new ProblemException(SnapshotProblem.NoSuchName(pipeline, selector, rows.Facts(pipeline).Names.Where(n => n.Kind == kind).Select(n => n.Name)));
    }

    private bool IsCurrent(string pipeline, long version)
    {
        try
        {
            return rows.Current(pipeline)?.Version == version;
        }
        catch (ProblemException)
        {
            return false;
        }
    }

    private VersionRow Row(string pipeline, long version)
    {
        PipelineName.Require(pipeline);
        var row = rows.Find(pipeline, version)
            ?? throw new ProblemException(SnapshotProblem.NotThere(pipeline, version, [.. rows.List(pipeline).Where(r => r.Expired is null).Select(r => r.Version)]));
        return row.Expired is { } expired ? throw new ProblemException(SnapshotProblem.Expired(pipeline, version, expired)) : row;
    }

    /// <summary>Removes drafts, and numbered folders that the ledger gave a number but never a row. A number that the ledger never gave out is not touched: the ledger may be the older one.</summary>
    private void RemoveLeftovers(string pipeline)
    {
        foreach (var draft in folders.Drafts(pipeline))
        {
            files.DeleteFolder(draft);
        }

        var numbers = folders.Numbers(pipeline);
        var last = rows.LastNumber(pipeline);
        var known = rows.List(pipeline).Select(r => r.Version).ToHashSet();
        foreach (var number in numbers.Where(n => n <= last && !known.Contains(n)))
        {
            files.DeleteFolder(folders.Version(pipeline, number));
        }
    }
}
