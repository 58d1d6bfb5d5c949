using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Writes the assignments.</summary>
internal static class AssignmentTable
{
    private const string FileName = "assignments.parquet";

    /// <summary>Columns of the segment itself; the entity's own and the drivers come from the features.</summary>
    private const string Columns = """
        segment VARCHAR, segment_name VARCHAR, reason_codes VARCHAR[], boundary_driver VARCHAR, boundary_value DOUBLE, boundary_margin DOUBLE, boundary_margin_sd DOUBLE, second_segment VARCHAR,
        override_id VARCHAR, effective_to DATE, model_segment VARCHAR, decided_by VARCHAR, changes VARCHAR[], queued_segment VARCHAR
        """;

    public static TableHandle Write(StepContext context, SegmentInput input, DriverTable drivers, IReadOnlyList<DimensionClasses> dimensions, SegmentDraft draft)
    {
        var classes = string.Concat(dimensions.Select(d => $", {Sql.Identifier($"class_{d.Name}")} VARCHAR"));
        string[] factors = [.. drivers.Published.Where(drivers.Factors.ContainsKey)];
        context.Engine.Execute($"CREATE OR REPLACE TABLE segment_rows (entity_index INTEGER, {Columns}{classes}{string.Concat(factors.Select(f => $", {Sql.Identifier(f)} DOUBLE"))})", null, context.Cancellation);
        Append(context.Engine, input.Model, dimensions, draft, [.. factors.Select(f => drivers.Factors[f])]);
        var keys = string.Concat(input.Entity.Select(k => $"f.{Sql.Identifier(k)}, "));
        var values = string.Concat(drivers.Published.Select(d => $"{(drivers.Factors.ContainsKey(d) ? "s" : "f")}.{Sql.Identifier(d)}, "));
        var rows = context.Engine.Execute($"""
            COPY (
                SELECT s.entity_index, f.key, {keys}{values}s.* EXCLUDE ({string.Join(", ", factors.Prepend("entity_index").Select(Sql.Identifier))})
                FROM segment_rows s JOIN ({context.Select(input.Features.Features)}) f USING (entity_index)
                ORDER BY s.entity_index
            ) TO {Sql.Literal(Path.Combine(context.OutputFolder, FileName))} (FORMAT parquet, COMPRESSION zstd)
            """, null, context.Cancellation);
        return context.Table("assignments", FileName, rows);
    }

    private static void Append(IQueryEngine engine, ModelDefinition model, IReadOnlyList<DimensionClasses> dimensions, SegmentDraft draft, IReadOnlyList<double[]> factors)
    {
        IReadOnlyList<string>[] reasons = [.. draft.Model.Reasons.Select(r => r.Split(';'))];
        var (segments, margins) = (draft.Matrix.Segments, new SegmentMargin[draft.Count]);
        for (var i = 0; i < margins.Length; i++)
        {
            margins[i] = draft.MarginOf(i);
        }

        string? CodeOf(int segment) => segment == SegmentAssignments.None ? null : segments[segment].Code;
        using var appender = engine.Append("segment_rows");
        appender.Set<int>(0, Enumerable.Range(0, draft.Count).ToArray());
        appender.Set(1, Array.ConvertAll(draft.Segment, CodeOf));
        appender.Set(2, Array.ConvertAll(draft.Segment, s => (string?)segments[s].Name));
        appender.Set(3, [.. Enumerable.Range(0, draft.Count).Select(i => reasons[draft.ReasonOf(i)])]);
        appender.Set(4, Array.ConvertAll(margins, m => m.Driver == SegmentAssignments.None ? null : draft.Model.Drivers[m.Driver].Name));
        appender.Set<double>(5, Array.ConvertAll(margins, m => m.Boundary));
        appender.Set<double>(6, Array.ConvertAll(margins, m => m.Margin));
        appender.Set<double>(7, Array.ConvertAll(margins, m => m.Deviations));
        appender.Set(8, Array.ConvertAll(margins, m => CodeOf(m.Second)));
        appender.Set(9, draft.Override);
        SetDays(appender, 10, draft.Until);
        appender.Set(11, Array.ConvertAll(draft.Model.Segment, CodeOf));
        appender.Set(12, Array.ConvertAll(draft.DecidedBy, d => (string?)NameOf(d)));
        appender.Set(13, Traces(draft));
        appender.Set(14, Array.ConvertAll(draft.Queued, CodeOf));
        var used = SegmentFlow.MatrixDimensions(model);
        for (var d = 0; d < dimensions.Count; d++)
        {
            var scheme = dimensions[d].Classification.Scheme;
            var position = used.ToList().IndexOf(dimensions[d].Name);
            var classes = position < 0 ? dimensions[d].Classification.Classes.ToArray() : draft.Classes[position];
            appender.Set(15 + d, Array.ConvertAll(classes, c => (string?)scheme.Codes[c]));
        }

        for (var f = 0; f < factors.Count; f++)
        {
            appender.Set<double>(15 + dimensions.Count + f, factors[f]);
        }

        appender.WriteBatch();
        appender.Complete();
    }

    /// <summary>How a decision is written in the tables.</summary>
    internal static string NameOf(SegmentDecision decision) => decision == SegmentDecision.EdgeCase ? "edge-case" : decision.ToString().ToLowerInvariant();

    /// <summary>Every move of an entity in order, such as <c>rule:contract:CZ>BX</c>; empty where nothing moved it.</summary>
    private static IReadOnlyList<string?>[] Traces(SegmentDraft draft)
    {
        var traces = new IReadOnlyList<string?>[draft.Count];
        Array.Fill(traces, []);
        foreach (var change in draft.Changes)
        {
            var by = change.By.Length == 0 ? "" : $":{change.By}";
            traces[change.Entity] = [.. traces[change.Entity], $"{NameOf(change.Decision)}{by}:{draft.Matrix.Segments[change.From].Code}>{draft.Matrix.Segments[change.To].Code}"];
        }

        return traces;
    }

    private static void SetDays(IColumnAppender appender, int column, DateOnly?[] days)
    {
        var epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        var validity = new ulong[(days.Length + 63) / 64];
        for (var i = 0; i < days.Length; i++)
        {
            validity[i / 64] |= days[i] is null ? 0 : 1UL << (i % 64);
        }

        appender.Set<int>(column, Array.ConvertAll(days, d => d is { } day ? day.DayNumber - epoch : 0), validity);
    }
}
