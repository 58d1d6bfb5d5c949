using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Writes the assignments.</summary>
internal static class AssignmentTable
{
    private const string FileName = "assignments.parquet";

    /// <summary>Columns of the segment itself; the entity's own and the drivers come from the features.</summary>
    private const string Columns = """
        segment VARCHAR, segment_name VARCHAR, reason_codes VARCHAR[], boundary_driver VARCHAR, boundary_value DOUBLE, boundary_margin DOUBLE, boundary_margin_sd DOUBLE, second_segment VARCHAR,
        override_id VARCHAR, effective_to DATE, model_segment VARCHAR, decided_by VARCHAR, changes VARCHAR[], queued_segment VARCHAR, reason_text VARCHAR, next_change VARCHAR
        """;

    public static TableHandle Write(StepContext context, SegmentInput input, DriverTable drivers, IReadOnlyList<DimensionClasses> dimensions, SegmentDraft draft, ReasonText reasonText)
    {
        var classes = string.Concat(dimensions.Select(d => $", {Sql.Identifier($"class_{d.Name}")} VARCHAR"));
        string[] factors = [.. drivers.Published.Where(drivers.Factors.ContainsKey)];
        context.Engine.Execute($"CREATE OR REPLACE TABLE segment_rows (entity_index INTEGER, {Columns}{classes}{string.Concat(factors.Select(f => $", {Sql.Identifier(f)} DOUBLE"))})", null, context.Cancellation);
        Append(context.Engine, input, dimensions, draft, [.. factors.Select(f => drivers.Factors[f])], reasonText);
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

    private static void Append(IQueryEngine engine, SegmentInput input, IReadOnlyList<DimensionClasses> dimensions, SegmentDraft draft, IReadOnlyList<double[]> factors, ReasonText reasonText)
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
        string[] texts = [.. reasons.Select(reasonText.Of)];
        appender.Set(15, [.. Enumerable.Range(0, draft.Count).Select(i => (string?)texts[draft.ReasonOf(i)])]);
        appender.Set(16, NextChanges(input, draft, margins));
        var used = SegmentFlow.MatrixDimensions(input.Model);
        for (var d = 0; d < dimensions.Count; d++)
        {
            var scheme = dimensions[d].Classification.Scheme;
            var position = used.ToList().IndexOf(dimensions[d].Name);
            var classes = position < 0 ? dimensions[d].Classification.Classes.ToArray() : draft.Classes[position];
            appender.Set(17 + d, Array.ConvertAll(classes, c => (string?)scheme.Codes[c]));
        }

        for (var f = 0; f < factors.Count; f++)
        {
            appender.Set<double>(17 + dimensions.Count + f, factors[f]);
        }

        appender.WriteBatch();
        appender.Complete();
    }

    /// <summary>The smallest change that would move each entity, in words with units.</summary>
    private static string?[] NextChanges(SegmentInput input, SegmentDraft draft, SegmentMargin[] margins)
    {
        var units = input.Features.Columns.ToDictionary(c => c.Name, c => DriverWords.Unit(c.Unit, input.Currency, input.Features.Calendar.Bucket), StringComparer.Ordinal);
        units["active_periods"] = $"{DriverWords.Singular(input.Features.Calendar.Bucket)}s";
        return NextChanges(units, draft, margins);
    }

    /// <summary>As above, with the units of the drivers by name.</summary>
    internal static string?[] NextChanges(IReadOnlyDictionary<string, string> units, SegmentDraft draft, SegmentMargin[] margins)
    {
        var known = draft.Model.Drivers.Select(d => units.GetValueOrDefault(d.Name) ?? "").ToArray();
        string[] called = [.. draft.Matrix.Segments.Select(s => s.Name == s.Code ? s.Code : $"{s.Code} ({s.Name})")];
        var texts = new string?[margins.Length];
        Parallel.For(0, (margins.Length + 4095) / 4096, chunk =>
        {
            for (var i = chunk * 4096; i < Math.Min((chunk + 1) * 4096, margins.Length); i++)
            {
                var margin = margins[i];
                var driver = margin.Driver == SegmentAssignments.None ? null : draft.Model.Drivers[margin.Driver];
                texts[i] = new NextSegment(margin.Second == SegmentAssignments.None ? null : called[margin.Second], driver?.Name, driver is null ? double.NaN : driver.Values[i], margin.Boundary, margin.Margin, margin.Deviations, driver is null ? "" : known[margin.Driver]).ToString();
            }
        });
        return texts;
    }

    /// <summary>How a decision is written in the tables.</summary>
    internal static string NameOf(SegmentDecision decision) => decision == SegmentDecision.EdgeCase ? "edge-case" : decision.ToString().ToLowerInvariant();

    /// <summary>Every move of an entity in order, such as <c>rule:contract:CZ>BX</c>; empty where nothing moved it.</summary>
    internal static IReadOnlyList<string?>[] Traces(SegmentDraft draft)
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
