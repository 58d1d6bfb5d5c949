using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Publish;

/// <summary>The tables of a version as queries over the steps' outputs.</summary>
internal static class PublishedTables
{
    private static readonly string[] Quantiles = ["q05", "q10", "q25", "q50", "q75", "q90", "q95"];

    /// <summary>All tables of a version.</summary>
    public static IReadOnlyList<PublishedTable> Of(StepContext context, PublishInput input)
    {
        var classes = input.Classes?.Published(input.Features.Columns, input.Segments.Drivers) ?? new Dictionary<string, string>();
        return [.. new[] { Assignments(context, input), Forecasts(context, input), Policies(context, input) }
            .Select(t => t with { Columns = [.. t.Columns.Select(c => classes.TryGetValue(c.Name, out var classification) ? c with { Classification = classification } : c)] })
            .Concat(input.Forecasts.Sums is { } sums ? [ForecastLevels(context, input, sums)] : [])];
    }

    private static PublishedTable Assignments(StepContext context, PublishInput input)
    {
        var keys = string.Join(", ", input.Entity.Select(k => $"a.{Sql.Identifier(k)}"));
        var drivers = string.Join("", input.Segments.Drivers.Select(d => $"a.{Sql.Identifier(d)}, "));
        var classes = string.Concat(input.Segments.Dimensions.Select(d => $", a.{Sql.Identifier($"class_{d}")}"));
        var entity = Sql.Literal(string.Join('+', input.Entity));
        var asOf = $"DATE '{input.Features.Calendar.AsOf:yyyy-MM-dd}'";
        var (from, join) = input.Parent is null
            ? (asOf, "")
            : ($"CASE WHEN p.segment = a.segment THEN p.effective_from ELSE {asOf} END", $"LEFT JOIN read_parquet({Sql.Literal(Path.Combine(input.Parent.Folder, "assignments.parquet"))}) p ON p.key = a.key");
        var query = $"""
            SELECT {entity} AS entity, a.key, {keys}, a.segment, a.segment_name, {from} AS effective_from, a.effective_to,
                   a.reason_codes, {drivers}a.boundary_driver, a.boundary_value, a.boundary_margin, a.boundary_margin_sd, a.second_segment, a.override_id,
                   a.model_segment, a.decided_by, a.changes, a.queued_segment{classes}, a.reason_text, a.next_change
            FROM ({context.Select(input.Segments.Assignments)}) a {join}
            ORDER BY a.key
            """;
        var units = input.Features.Columns.ToDictionary(c => c.Name, c => DriverWords.Unit(c.Unit, input.Currency, input.Features.Calendar.Bucket) is { Length: > 0 } unit ? unit : "1", StringComparer.Ordinal);
        return new PublishedTable(PublishedTable.Assignments, query, Number(
        [
            Text("entity", false), Text("key", false), .. input.Entity.Select(k => Text(k, false)), Text("segment", false), Text("segment_name", false),
            new(0, "effective_from", "DATE", false, null), new(0, "effective_to", "DATE", true, null), new(0, "reason_codes", "VARCHAR[]", false, null),
            .. input.Segments.Drivers.Select(d => Real(d, units.GetValueOrDefault(d))),
            Text("boundary_driver", true), Real("boundary_value", "unit of boundary_driver"), Real("boundary_margin", "unit of boundary_driver"), Real("boundary_margin_sd", "standard deviations"), Text("second_segment", true), Text("override_id", true),
            Text("model_segment", false), Text("decided_by", false), new(0, "changes", "VARCHAR[]", false, null), Text("queued_segment", true), .. input.Segments.Dimensions.Select(d => Text($"class_{d}", false)),
            Text("reason_text", false), Text("next_change", false),
        ]), "key", ["entity", "segment", "segment_name", "boundary_driver", "second_segment", "override_id", "model_segment", "decided_by", "queued_segment", .. input.Segments.Dimensions.Select(d => $"class_{d}"), "reason_text"]);
    }

    private static PublishedTable Forecasts(StepContext context, PublishInput input)
    {
        var quantiles = string.Join(", ", Quantiles.Select(q => $"f.{q}"));
        var query = $"""
            SELECT e.key, c.method, c.reason, s.period_start, f.step, f.mean, {quantiles}{(input.Forecasts.HasPlan ? ", f.planned, f.change, f.change_ends" : "")}
            FROM ({context.Select(input.Forecasts.Forecasts)}) f
            JOIN ({context.Select(input.Forecasts.Choices)}) c USING (entity_index)
            JOIN ({context.Select(input.Features.Features)}) e USING (entity_index)
            JOIN (VALUES {Starts(input)}) s(step, period_start) USING (step)
            ORDER BY e.key, f.step
            """;
        var unit = $"units/{input.Features.Calendar.Bucket.ToString().ToLowerInvariant()}";
        return new PublishedTable(PublishedTable.Forecasts, query, Number(
        [
            Text("key", false), Text("method", false), Text("reason", false), new(0, "period_start", "DATE", false, null), new(0, "step", "INTEGER", false, "buckets"),
            Real("mean", unit), .. Quantiles.Select(q => Real(q, unit)),
            .. input.Forecasts.HasPlan ? (SnapshotColumn[])[Real("planned", unit), Text("change", true), new(0, "change_ends", "DATE", true, null)] : [],
        ]), "key, step", input.Forecasts.HasPlan ? ["method", "reason", "change"] : ["method", "reason"]);
    }

    /// <summary>Keys are names of groups, so their classes are those of the columns that the levels go by.</summary>
    private static PublishedTable ForecastLevels(StepContext context, PublishInput input, TableHandle sums)
    {
        var query = $"""
            SELECT f.key, f.level, f.node, f.method, f.reason, s.period_start, f.step, f.mean, {string.Join(", ", Quantiles.Select(q => $"f.{q}"))}
            FROM ({context.Select(sums)}) f JOIN (VALUES {Starts(input)}) s(step, period_start) USING (step)
            ORDER BY f.key, f.step
            """;
        var unit = $"units/{input.Features.Calendar.Bucket.ToString().ToLowerInvariant()}";
        var classification = input.Classes?.OfEntity(input.Forecasts.LevelColumns);
        return new PublishedTable(PublishedTable.ForecastLevels, query, Number(
        [
            Text("key", false) with { Classification = classification }, Text("level", false), Text("node", false) with { Classification = classification }, Text("method", false), Text("reason", false),
            new(0, "period_start", "DATE", false, null), new(0, "step", "INTEGER", false, "buckets"), Real("mean", unit), .. Quantiles.Select(q => Real(q, unit)),
        ]), "key, step", ["level", "node", "method", "reason"]);
    }

    private static PublishedTable Policies(StepContext context, PublishInput input)
    {
        var query = $"""
            SELECT e.key, p.service_level, p.safety_stock, p.reorder_point, p.order_quantity, p.basis, p.unit_cost
            FROM ({context.Select(input.Policies.Policies)}) p JOIN ({context.Select(input.Features.Features)}) e USING (entity_index)
            ORDER BY e.key
            """;
        return new PublishedTable(PublishedTable.Policies, query, Number(
            [Text("key", false), Real("service_level", "1"), Real("safety_stock", "units"), Real("reorder_point", "units"), Real("order_quantity", "units"), Text("basis", false), Real("unit_cost", "currency/unit")]), "key", ["basis"]);
    }

    private static string Starts(PublishInput input)
    {
        var calendar = input.Features.Calendar;
        return string.Join(", ", Enumerable.Range(1, input.Forecasts.Horizon).Select(h => $"({h}, DATE '{calendar.StartOf(calendar.Count + h - 1):yyyy-MM-dd}')"));
    }

    private static SnapshotColumn Text(string name, bool nullable) => new(0, name, "VARCHAR", nullable, null);

    private static SnapshotColumn Real(string name, string? unit) => new(0, name, "DOUBLE", true, unit);

    private static IReadOnlyList<SnapshotColumn> Number(IReadOnlyList<SnapshotColumn> columns) => [.. columns.Select((c, i) => c with { Id = i + 1 })];
}
