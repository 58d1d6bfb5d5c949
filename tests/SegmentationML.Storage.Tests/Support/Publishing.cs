using System.Globalization;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Tests.Support;

/// <summary>Publishes small versions whose files all hold the same text, so that a mix of two versions can be seen.</summary>
internal static class Publishing
{
    public const string Pipeline = "parts";

    public static readonly string[] FileNames = ["assignments.parquet", "forecasts.parquet", "policies.parquet"];

    public static IRunLease Begin(this Workspace workspace, string request = "r1", string pipeline = Pipeline)
        => workspace.Ledger.Begin(new RunRequest(pipeline, request), TimeSpan.Zero, CancellationToken.None);

    /// <summary>A run from begin to end that publishes one text.</summary>
    public static Snapshot? Publish(this Workspace workspace, string text, bool unlessSame = false, string request = "r1", string pipeline = Pipeline, bool candidate = false)
    {
        using var lease = workspace.Begin(request, pipeline);
        var snapshot = workspace.Publish(lease, text, unlessSame, candidate);
        lease.Ended(snapshot is null ? RunState.Unchanged : RunState.Published, snapshot?.Commit.Version, null);
        return snapshot;
    }

    public static Snapshot? Publish(this Workspace workspace, IRunLease lease, string text, bool unlessSame = false, bool candidate = false)
    {
        using var draft = workspace.Snapshots.Begin(lease);
        Write(draft.Folder, text);
        return draft.Commit(Content(text, lease.Run.Pipeline), workspace.Snapshots.Parent(lease)?.Commit.Version, unlessSame, candidate);
    }

    public static void Write(string folder, string text)
    {
        foreach (var name in FileNames)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    public static SnapshotContent Content(string text, string pipeline = Pipeline)
        => new(
            pipeline, "abc-xyz", ["product"], new DateOnly(2011, 12, 10), "1.0.0", "segml 0.1.0", new string('d', 64),
            [new SnapshotInput("order_lines", "lines.csv", 12, new string('a', 64))],
            [new SnapshotContract("order-lines", "1.0.0", "order_lines", "pass")],
            [],
            [new SnapshotTable("assignments", 1, [new SnapshotColumn(1, "product", "VARCHAR", false, null)])],
            new Dictionary<string, string> { ["text"] = text });

    /// <summary>A decision by "ann", without further facts.</summary>
    public static AuditEvent Decision { get; } = AuditEvent.Of("version.activated", Pipeline, "ann", ("reason", "gates passed"));

    /// <summary>What a reader sees: the one text of all files and of the manifest; fails when they do not agree.</summary>
    public static string? Read(this Workspace workspace, string pipeline = Pipeline)
    {
        var snapshot = workspace.Snapshots.Current(pipeline);
        if (snapshot is null)
        {
            return null;
        }

        var texts = FileNames.Select(name => File.ReadAllText(Path.Combine(snapshot.Folder, name))).Append(snapshot.Content.Totals["text"]).Distinct().ToArray();
        return Assert.Single(texts);
    }

    public static string Number(long n) => n.ToString(CultureInfo.InvariantCulture);
}
