using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Segment;
using static SegmentationML.Pipeline.Report.Collecting.ReportTables;

namespace SegmentationML.Pipeline.Report.Collecting;

/// <summary>The report's list of who moved and why: the classes that changed, with the drivers behind them before and now.</summary>
internal static class MovedFigures
{
    private static readonly HashSet<string> Held = new(["override", "event", "rule", "hysteresis", "dwell", "budget"], StringComparer.Ordinal);

    /// <summary>The most valuable entities that moved.</summary>
    public static List<MovedEntity> Rows(ReportTables tables, Snapshot before)
    {
        var known = before.Content.Tables.Single(t => t.Name == PublishedTable.Assignments).Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        string[] dimensions = [.. tables.Segments.Dimensions.Where(d => known.Contains($"class_{d}"))];
        string[] drivers = [.. tables.Segments.Drivers.Where(known.Contains)];
        var columns = string.Concat(dimensions.Select(d => $", o.{Sql.Identifier($"class_{d}")}, a.{Sql.Identifier($"class_{d}")}"));
        var numbers = string.Concat(drivers.Select(d => $", o.{Sql.Identifier(d)}, a.{Sql.Identifier(d)}"));
        return tables.Rows(
            $"""
            SELECT a.key, n.name, o.segment, a.segment, a.decided_by, array_to_string(a.changes, '; '), array_to_string(a.reason_codes, ';'){columns}{numbers}
            FROM r_assignments a JOIN r_features f USING (entity_index) JOIN r_names n USING (entity_index) JOIN read_parquet({Sql.Literal(Path.Combine(before.Folder, "assignments.parquet"))}) o ON o.key = a.key
            WHERE o.segment <> a.segment ORDER BY {tables.ValueSql} DESC, a.entity_index LIMIT {ReportLimits.Moved}
            """,
            (b, i) => new MovedEntity(b.Text(0, i)!, b.Text(1, i), b.Text(2, i)!, b.Text(3, i)!, Because(tables, b, i, dimensions, drivers)));
    }

    private static string Because(ReportTables tables, IColumnBatch batch, int row, string[] dimensions, string[] drivers)
    {
        if (Held.Contains(batch.Text(4, row)!))
        {
            return $"by {batch.Text(4, row)}: {batch.Text(5, row)}";
        }

        if (batch.Text(4, row) == "edge-case")
        {
            return tables.Words.Of(batch.Text(6, row)!);
        }

        var used = SegmentFlow.MatrixDimensions(tables.Definitions.Model);
        var classes = dimensions.Select((name, d) => (Name: name, From: batch.Text(7 + (2 * d), row), To: batch.Text(8 + (2 * d), row))).Where(c => c.From != c.To && used.Contains(c.Name, StringComparer.Ordinal)).ToArray();
        return classes.Length == 0
            ? "its case or what held it has ended"
            : string.Join("; ", classes.Select(c => $"{c.Name} {c.From} to {c.To}{Driven(c.Name)}"));

        string Driven(string dimension)
        {
            var definition = tables.Definitions.Model.Dimensions[dimension];
            var read = definition.Kind == DimensionKind.DemandClass ? ["adi", "squared_cv"] : definition.Driver is { } own ? [own] : definition.Drivers;
            var moves = read.Select(driver => (Driver: driver, At: Array.IndexOf(drivers, driver))).Where(d => d.At >= 0)
                .Select(d => (d.Driver, From: Real(batch, 7 + (2 * dimensions.Length) + (2 * d.At), row), To: Real(batch, 8 + (2 * dimensions.Length) + (2 * d.At), row)))
                .Where(d => !d.From.Equals(d.To)).Select(d => $"{DriverWords.Of(d.Driver)} {DriverWords.Number(d.From)} to {DriverWords.Value(d.To, tables.UnitOf(d.Driver))}").ToArray();
            return moves.Length == 0 ? ", as the bounds between the classes moved" : $" ({string.Join(", ", moves)})";
        }
    }
}
