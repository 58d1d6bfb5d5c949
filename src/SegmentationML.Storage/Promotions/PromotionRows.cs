using System.Data.Common;
using System.Text.Json;
using SegmentationML.Core.Governance.Impact;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Promotion;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Promotions;

/// <summary>The SQL over promotions and what was done with them; every method works inside the caller's transaction.</summary>
internal static class PromotionRows
{
    private const string Select = "SELECT pipeline, version, model, model_version, base, evidence, required, metrics, impact FROM promotions ";

    public static PromotionRecord? Find(LedgerConnection connection, string pipeline, long version)
        => connection.Query(Select + "WHERE pipeline = @pipeline AND version = @version", Row, ("pipeline", pipeline), ("version", version)) is [var row] ? row(Entries(connection, pipeline, version)) : null;

    public static List<PromotionRecord> List(LedgerConnection connection, string pipeline)
        => [.. connection.Query(Select + "WHERE pipeline = @pipeline ORDER BY version", row => (Version: row.GetInt64(1), Make: Row(row)), ("pipeline", pipeline)).Select(r => r.Make(Entries(connection, pipeline, r.Version)))];

    /// <summary>Versions that stand in a state.</summary>
    public static List<long> InState(LedgerConnection connection, string pipeline, params ReadOnlySpan<PromotionState> states)
    {
        var words = string.Join(", ", states.ToArray().Select(s => $"'{Word(s)}'"));
        return connection.Query($"SELECT version FROM promotions WHERE pipeline = @pipeline AND state IN ({words}) ORDER BY version", row => row.GetInt64(0), ("pipeline", pipeline));
    }

    /// <summary>Writes a record and those of its entries that are not there yet.</summary>
    /// <returns>The new entries.</returns>
    public static IReadOnlyList<PromotionEntry> Save(LedgerConnection connection, PromotionRecord record)
    {
        var promotion = record.Promotion;
        connection.Execute(
            """
            INSERT INTO promotions (pipeline, version, model, model_version, base, state, evidence, required, metrics, impact)
            VALUES (@pipeline, @version, @model, @modelversion, @base, @state, @evidence, @required, @metrics, @impact)
            ON CONFLICT (pipeline, version) DO UPDATE SET base = @base, state = @state, evidence = @evidence, required = @required, impact = @impact
            """,
            ("pipeline", promotion.Pipeline), ("version", promotion.Version), ("model", record.Model), ("modelversion", record.ModelVersion), ("base", promotion.Base), ("state", Word(promotion.State)),
            ("evidence", Json(promotion.Evidence)), ("required", Json(promotion.Required)), ("metrics", Json(record.Metrics)), ("impact", Json(record.Impact)));
        var known = connection.Integer("SELECT count(*) FROM promotion_entries WHERE pipeline = @pipeline AND version = @version", ("pipeline", promotion.Pipeline), ("version", promotion.Version)) ?? 0;
        PromotionEntry[] added = [.. promotion.Entries.Skip((int)known)];
        foreach (var (entry, place) in added.Select((e, i) => (e, known + 1 + i)))
        {
            connection.Execute(
                "INSERT INTO promotion_entries (pipeline, version, place, action, state, actor, authority, reason, time) VALUES (@pipeline, @version, @place, @action, @state, @actor, @authority, @reason, @time)",
                ("pipeline", promotion.Pipeline), ("version", promotion.Version), ("place", place), ("action", entry.Action), ("state", Word(entry.State)), ("actor", entry.Actor), ("authority", entry.Authority), ("reason", entry.Reason), ("time", entry.Time));
        }

        return added;
    }

    /// <summary>A value as the ledger keeps it; null for null.</summary>
    public static string? Json<T>(T value) => value is null ? null : JsonSerializer.Serialize(value, StepKey.Json);

    private static List<PromotionEntry> Entries(LedgerConnection connection, string pipeline, long version)
        => connection.Query(
            "SELECT action, state, actor, reason, time, authority FROM promotion_entries WHERE pipeline = @pipeline AND version = @version ORDER BY place",
            row => new PromotionEntry(row.GetString(0), Enum.Parse<PromotionState>(row.GetString(1), ignoreCase: true), row.GetString(2), row.GetString(3), row.Time(4)) { Authority = row.GetString(5) },
            ("pipeline", pipeline), ("version", version));

    private static Func<IReadOnlyList<PromotionEntry>, PromotionRecord> Row(DbDataReader row)
    {
        var (pipeline, version, model, modelVersion, @base) = (row.GetString(0), row.GetInt64(1), row.GetString(2), row.IntegerOrNull(3), row.IntegerOrNull(4));
        var (evidence, required) = (Parse<GateEvidence[]>(row.GetString(5))!, Parse<RequiredDecision>(row.GetString(6))!);
        var (metrics, impact) = (row.TextOrNull(7), row.TextOrNull(8));
        return entries => new PromotionRecord(
            new VersionPromotion(pipeline, version, @base, evidence, required, entries), model, modelVersion,
            metrics is null ? null : Parse<VersionMetrics>(metrics), impact is null ? null : Parse<ImpactAssessment>(impact));
    }

    private static T? Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, StepKey.Json);

    private static string Word(PromotionState state) => state.ToString().ToLowerInvariant();
}
