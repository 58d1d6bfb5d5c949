using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;
using static SegmentationML.Pipeline.Report.Collecting.ReportTables;

namespace SegmentationML.Pipeline.Report.Collecting;

/// <summary>The report's look-up: why an entity is where it is.</summary>
internal static class EntityFigures
{
    /// <summary>The most valuable entities.</summary>
    public static List<EntityReason> Rows(ReportTables tables)
    {
        var drivers = tables.Segments.Drivers;
        return tables.Rows(
            $"""
            SELECT a.key, n.name, a.segment, a.segment_name, array_to_string(a.reason_codes, ';'), a.boundary_driver, a.second_segment, c.method,
                   a.boundary_value, a.boundary_margin, a.boundary_margin_sd, p.safety_stock, p.reorder_point, p.order_quantity, a.next_change{string.Concat(drivers.Select(d => $", a.{Sql.Identifier(d)}"))}
            FROM r_assignments a JOIN r_features f USING (entity_index) JOIN r_names n USING (entity_index) JOIN r_choices c USING (entity_index) JOIN r_policies p USING (entity_index)
            ORDER BY {tables.ValueSql} DESC, a.entity_index LIMIT {ReportLimits.Entities}
            """,
            (b, i) => new EntityReason(
                b.Text(0, i)!, b.Text(1, i), b.Text(2, i)!, b.Text(3, i)!, [.. b.Text(4, i)!.Split(';').Select(c => tables.Words.Of(c, d => Value(b, i, d)))],
                [.. drivers.Select((d, k) => new DriverValue(DriverWords.Of(d), Real(b, 15 + k, i), tables.UnitOf(d)))],
                b.Text(5, i) is { } boundary ? DriverWords.Of(boundary) : null, Real(b, 8, i), Real(b, 9, i), Real(b, 10, i), b.Text(6, i), b.Text(7, i), Real(b, 11, i), Real(b, 12, i), Real(b, 13, i))
            {
                NextChange = b.Text(14, i)!,
            });

        string? Value(IColumnBatch batch, int row, string driver) => drivers.ToList().IndexOf(driver) is >= 0 and var at ? DriverWords.Value(Real(batch, 15 + at, row), tables.UnitOf(driver)) : null;
    }
}
