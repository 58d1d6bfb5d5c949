using System.Globalization;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Benchmarks.ServiceLoad;

/// <summary>A workspace with one published version of so many entities, with the columns of a products pipeline.</summary>
internal static class LoadedWorkspace
{
    public const string Pipeline = "load";

    /// <summary>The key of an entity.</summary>
    public static string Key(long number) => number.ToString("'P'0000000", CultureInfo.InvariantCulture);

    /// <summary>Makes it, with a definition beside it.</summary>
    public static void Make(string root, long entities)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "pipelines", Pipeline));
        File.WriteAllText(Path.Combine(folder.FullName, "pipeline.yaml"), $"name: {Pipeline}\nmodel: none\nentity: product_id\n");
        using var workspace = Workspace.Open(Path.Combine(root, "workspace"), TimeProvider.System);
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        using var lease = workspace.Ledger.Begin(new RunRequest(Pipeline, "load"), TimeSpan.Zero);
        using var draft = workspace.Snapshots.Begin(lease);
        var tables = new[] { ("assignments", Assignments(entities), new[] { "entity", "segment", "segment_name", "decided_by", "second_segment", "boundary_driver" }), ("forecasts", Forecasts, ["method", "reason"]), ("policies", Policies, ["basis"]) }
            .Select(t => Write(engine, draft.Folder, t.Item1, t.Item2, t.Item3)).ToArray();
        draft.Commit(
            new SnapshotContent(Pipeline, "none", ["product_id"], new DateOnly(2026, 1, 1), "1.2.0", "load", "none", [], [], [], tables, new Dictionary<string, string>(StringComparer.Ordinal)),
            null, unlessSame: false);
        lease.Ended(RunState.Published, 1, null);
    }

    private static SnapshotTable Write(DuckDbEngine engine, string folder, string name, string query, string[] coded)
    {
        engine.Execute($"CREATE OR REPLACE TEMP TABLE published AS {query}");
        var exporter = new DuckDbTableExporter(engine);
        var rows = exporter.WriteParquet("FROM published ORDER BY key", Path.Combine(folder, $"{name}.parquet"), new ParquetExport()).Rows;
        exporter.WriteArrow("FROM published ORDER BY key", Path.Combine(folder, $"{name}.arrow"), new ArrowExport { DictionaryColumns = coded });
        return new SnapshotTable(name, rows, [.. engine.Describe("FROM published").Select((c, i) => new SnapshotColumn(i + 1, c.Name, c.Type, true, null))]);
    }

    private static string Assignments(long entities) => $"""
        SELECT 'product_id' AS entity, 'P' || lpad(i::VARCHAR, 7, '0') AS key, 'P' || lpad(i::VARCHAR, 7, '0') AS product_id,
               ['AX', 'AY', 'AZ', 'BX', 'BY', 'BZ', 'CX', 'CY', 'CZ'][1 + i % 9] AS segment, 'Segment ' || i % 9 AS segment_name, DATE '2026-01-01' AS effective_from, NULL::DATE AS effective_to,
               ['ABC:A', 'XYZ:X'] AS reason_codes, sqrt(i) * 17.13 AS net_revenue, (i % 977) / 300.0::DOUBLE AS cv, 1 + (i % 53) / 7.0::DOUBLE AS adi, (i % 331) / 3.0::DOUBLE AS mean_demand, (i % 120)::DOUBLE AS recency_days,
               'net_revenue' AS boundary_driver, sqrt(i) * 18.0 AS boundary_value, sqrt(i) * 0.87 AS boundary_margin, (i % 40) / 10.0::DOUBLE AS boundary_margin_sd,
               ['AY', 'BX', 'CX'][1 + i % 3] AS second_segment, 'model' AS decided_by, []::VARCHAR[] AS changes
        FROM range({entities}) r(i)
        """;

    private const string Forecasts = "SELECT 'P0000000' AS key, 'sba' AS method, 'best' AS reason, DATE '2026-01-01' AS period_start, 1 AS step, 1.0::DOUBLE AS mean";
    private const string Policies = "SELECT 'P0000000' AS key, 0.95::DOUBLE AS service_level, 1.0::DOUBLE AS safety_stock, 'lead-time' AS basis";
}
