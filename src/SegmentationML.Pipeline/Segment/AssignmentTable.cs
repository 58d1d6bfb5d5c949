using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Writes the assignments.</summary>
internal static class AssignmentTable
{
    private const string FileName = "assignments.parquet";

    public static TableHandle Write(StepContext context, SegmentInput input, DriverTable drivers, IReadOnlyList<DimensionClasses> dimensions, SegmentAssignments assignments)
    {
        var classes = string.Concat(dimensions.Select(d => $", {Sql.Identifier($"class_{d.Name}")} VARCHAR"));
        context.Engine.Execute($"""
            CREATE OR REPLACE TABLE segment_rows (entity_index INTEGER, segment VARCHAR, segment_name VARCHAR, reason_codes VARCHAR[],
                boundary_driver VARCHAR, boundary_value DOUBLE, boundary_margin DOUBLE, boundary_margin_sd DOUBLE, second_segment VARCHAR{classes})
            """, null, context.Cancellation);
        Append(context.Engine, dimensions, assignments);
        var keys = string.Join(", ", input.Entity.Select(k => $"f.{Sql.Identifier(k)}"));
        var values = string.Concat(drivers.Published.Select(d => $"f.{Sql.Identifier(d)}, "));
        var classColumns = string.Concat(dimensions.Select(d => $", s.{Sql.Identifier($"class_{d.Name}")}"));
        var rows = context.Engine.Execute($"""
            COPY (
                SELECT s.entity_index, f.key, {keys}, s.segment, s.segment_name, s.reason_codes, {values}s.boundary_driver, s.boundary_value, s.boundary_margin, s.boundary_margin_sd,
                       s.second_segment{classColumns}
                FROM segment_rows s JOIN ({context.Select(input.Features.Features)}) f USING (entity_index)
                ORDER BY s.entity_index
            ) TO {Sql.Literal(Path.Combine(context.OutputFolder, FileName))} (FORMAT parquet, COMPRESSION zstd)
            """, null, context.Cancellation);
        return context.Table("assignments", FileName, rows);
    }

    private static void Append(IQueryEngine engine, IReadOnlyList<DimensionClasses> dimensions, SegmentAssignments assignments)
    {
        IReadOnlyList<string>[] reasons = [.. assignments.Reasons.Select(r => r.Split(';'))];
        var segments = assignments.Segments;
        using var appender = engine.Append("segment_rows");
        appender.Set<int>(0, Enumerable.Range(0, assignments.Count).ToArray());
        appender.Set(1, Array.ConvertAll(assignments.Segment, s => (string?)segments[s].Code));
        appender.Set(2, Array.ConvertAll(assignments.Segment, s => (string?)segments[s].Name));
        appender.Set(3, Array.ConvertAll(assignments.Reason, r => reasons[r]));
        appender.Set(4, Array.ConvertAll(assignments.MarginDriver, d => d == SegmentAssignments.None ? null : assignments.Drivers[d].Name));
        appender.Set<double>(5, assignments.Boundary);
        appender.Set<double>(6, assignments.Margin);
        appender.Set<double>(7, assignments.MarginDeviations);
        appender.Set(8, Array.ConvertAll(assignments.SecondSegment, s => s == SegmentAssignments.None ? null : segments[s].Code));
        for (var d = 0; d < dimensions.Count; d++)
        {
            var classification = dimensions[d].Classification;
            appender.Set(9 + d, Array.ConvertAll(classification.Classes.ToArray(), c => (string?)classification.Scheme.Codes[c]));
        }

        appender.WriteBatch();
        appender.Complete();
    }
}
