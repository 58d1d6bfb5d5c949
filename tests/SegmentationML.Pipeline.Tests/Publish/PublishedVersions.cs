using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Pipeline.Tests.Publish;

/// <summary>A workspace in which versions are published whose tables are given as rows.</summary>
internal sealed class PublishedVersions : TimeProvider, IDisposable
{
    public const string Pipeline = "parts";
    private readonly string _folder = Directory.CreateTempSubdirectory("segml-versions-").FullName;

    public PublishedVersions() => Workspace = Workspace.Open(_folder, this);

    public Workspace Workspace { get; }

    public DuckDbEngine Engine { get; } = DuckDbEngine.Open(new DuckDbOptions());

    public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Publishes assignments: rows of key, segment and effective_from, with a driver when there is a fourth value.</summary>
    public Snapshot Publish(string asOf, params string[] rows) => Publish(asOf, "(VALUES " + string.Join(", ", rows.Select(r => $"({r})")) + ") t(key, segment, effective_from, revenue)", null);

    /// <summary>Publishes what a query gives as assignments.</summary>
    public Snapshot Publish(string asOf, string from, IReadOnlyList<SnapshotColumn>? columns, string schema = "1.0.0", string order = "key")
    {
        using var lease = Workspace.Ledger.Begin(new RunRequest(Pipeline, asOf + from), TimeSpan.Zero, TestContext.Current.CancellationToken);
        using var draft = Workspace.Snapshots.Begin(lease);
        var select = columns is null ? "key::VARCHAR AS key, segment::VARCHAR AS segment, segment::VARCHAR AS segment_name, effective_from::DATE AS effective_from, NULL::DATE AS effective_to, revenue::DOUBLE AS revenue" : "*";
        var rows = Engine.Execute($"COPY (SELECT {select} FROM {from} ORDER BY {order}) TO {Sql.Literal(Path.Combine(draft.Folder, "assignments.parquet"))} (FORMAT parquet)");
        var content = new SnapshotContent(
            Pipeline, "abc", ["product_id"], DateOnly.Parse(asOf), schema, "test", "", [], [], [],
            [new SnapshotTable("assignments", rows, columns ?? [Text(1, "key"), Text(2, "segment"), Text(3, "segment_name"), new(4, "effective_from", "DATE", false, null), new(5, "effective_to", "DATE", true, null), new(6, "revenue", "DOUBLE", true, "currency")])],
            new Dictionary<string, string>());
        var snapshot = draft.Commit(content, Workspace.Snapshots.Parent(lease)?.Commit.Version, unlessSame: false)!;
        lease.Ended(RunState.Published, snapshot.Commit.Version, null);
        return snapshot;
    }

    public void RollBack(long to)
    {
        using var lease = Workspace.Ledger.Begin(new RunRequest(Pipeline, $"back to {to}"), TimeSpan.Zero, TestContext.Current.CancellationToken);
        var back = Workspace.Snapshots.Rollback(lease, to, AuditEvent.Of("version.rolled-back", Pipeline, "ann"))!;
        lease.Ended(RunState.Published, back.Commit.Version, null);
    }

    public void Dispose()
    {
        Workspace.Dispose();
        Engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static SnapshotColumn Text(int id, string name) => new(id, name, "VARCHAR", false, null);
}
