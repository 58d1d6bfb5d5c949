using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.Versions;

/// <summary>A made-up table of assignments with twenty columns, and its publication.</summary>
internal static class VersionTable
{
    public const string Pipeline = "parts";

    /// <summary>The columns of a published table: five texts, a list, two dates, twelve numbers.</summary>
    public static readonly SnapshotColumn[] Columns =
    [
        Text(1, "entity"), Text(2, "key"), Text(3, "segment"), Text(4, "segment_name"), new(5, "effective_from", "DATE", false, null), new(6, "effective_to", "DATE", true, null), new(7, "reason_codes", "VARCHAR[]", false, null), Text(8, "second_segment"),
        .. Enumerable.Range(1, 12).Select(d => new SnapshotColumn(8 + d, $"driver_{d}", "DOUBLE", true, null)),
    ];

    /// <summary>A query of so many rows in key order; in a later cycle a tenth moves and a hundredth comes and goes.</summary>
    public static string Query(long rows, int cycle)
    {
        var drivers = string.Join(", ", Enumerable.Range(1, 12).Select(d => $"round((hash(i, {d}) % 1000000) / 997.0 + CASE WHEN hash(i, {d}, {cycle}) % 3 = 0 THEN {cycle} ELSE 0 END, 4)::DOUBLE AS driver_{d}"));
        return $"""
            SELECT 'product_id' AS entity, 'P' || lpad(i::VARCHAR, 9, '0') AS key,
                   ['AX', 'AY', 'AZ', 'BX', 'BY', 'BZ', 'CX', 'CY', 'CZ'][1 + ((hash(i) + CASE WHEN hash(i, {cycle}) % 10 = 0 THEN {cycle} ELSE 0 END) % 9)::BIGINT] AS segment, 'name of the segment' AS segment_name,
                   DATE '2026-01-01' + (hash(i, 99) % 300)::INTEGER AS effective_from, NULL::DATE AS effective_to, ['VALUE_SHARE_' || (hash(i, 1) % 80), 'VARIABILITY_' || (hash(i, 2) % 30)] AS reason_codes,
                   ['AX', 'BY', 'CZ'][1 + (hash(i, 3) % 3)::BIGINT] AS second_segment, {drivers}
            FROM range({rows / 100 * cycle}, {rows + (rows / 100 * cycle)}) t(i) ORDER BY key
            """;
    }

    /// <summary>Publishes a table of the engine as the publish step does: Parquet and Arrow, in key order.</summary>
    public static Snapshot Publish(Workspace workspace, DuckDbEngine engine, string table, long rows, int cycle, bool arrow = true)
    {
        using var lease = workspace.Ledger.Begin(new RunRequest(Pipeline, $"{cycle}"), TimeSpan.Zero);
        using var draft = workspace.Snapshots.Begin(lease);
        var exporter = new DuckDbTableExporter(engine);
        exporter.WriteParquet($"FROM {table} ORDER BY key", Path.Combine(draft.Folder, "assignments.parquet"), new ParquetExport());
        if (arrow)
        {
            exporter.WriteArrow($"FROM {table}", Path.Combine(draft.Folder, "assignments.arrow"), new ArrowExport { DictionaryColumns = ["entity", "segment", "segment_name", "second_segment"] });
        }

        var content = new SnapshotContent(
            Pipeline, "abc", ["product_id"], new DateOnly(2026, 1, 1).AddDays(7 * cycle), "1.0.0", "benchmark", "", [], [], [], [new SnapshotTable("assignments", rows, Columns)], new Dictionary<string, string>());
        var snapshot = draft.Commit(content, workspace.Snapshots.Parent(lease)?.Commit.Version, unlessSame: false)!;
        lease.Ended(RunState.Published, snapshot.Commit.Version, null);
        return snapshot;
    }

    private static SnapshotColumn Text(int id, string name) => new(id, name, "VARCHAR", false, null);
}
