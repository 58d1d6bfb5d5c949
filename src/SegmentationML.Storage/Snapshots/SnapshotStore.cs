using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Published versions: files in numbered folders that never change, and the row in the ledger that makes each of them exist.</summary>
internal sealed class SnapshotStore(IVersionRows rows, SnapshotFolders folders, IFiles files, TimeProvider clock) : ISnapshotStore
{
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
        return [.. rows.List(pipeline).Select(Snapshot)];
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

    public IReadOnlyList<Problem> Verify(string pipeline, long version)
        => SnapshotVerification.Run(files, folders.Version(pipeline, version), Row(pipeline, version));

    /// <summary>The version that a row describes.</summary>
    internal Snapshot Snapshot(VersionRow row) => new(row.Pipeline, folders.Version(row.Pipeline, row.Version), Manifest.ParseContent(row.Content), row.Commit);

    private VersionRow Row(string pipeline, long version)
    {
        PipelineName.Require(pipeline);
        return rows.Find(pipeline, version)
            ?? throw new ProblemException(SnapshotProblem.NotThere(pipeline, version, [.. rows.List(pipeline).Select(r => r.Version)]));
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
