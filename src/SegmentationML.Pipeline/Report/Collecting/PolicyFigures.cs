using static SegmentationML.Pipeline.Report.Collecting.ReportTables;

namespace SegmentationML.Pipeline.Report.Collecting;

/// <summary>The report's section on stock policies.</summary>
internal static class PolicyFigures
{
    /// <summary>The policy of each segment and what it comes to.</summary>
    public static List<PolicyRow> Rows(ReportTables tables)
    {
        var entities = tables.Rows("""
            SELECT a.segment, p.safety_stock, p.safety_stock * p.unit_cost, c.lead_time, f.mean_demand, p.basis
            FROM r_policies p JOIN r_assignments a USING (entity_index) JOIN r_choices c USING (entity_index) JOIN r_features f USING (entity_index)
            ORDER BY p.entity_index
            """, (b, i) => (Segment: b.Text(0, i)!, Stock: Real(b, 1, i), Value: Real(b, 2, i), LeadTime: Real(b, 3, i), Demand: Real(b, 4, i), Basis: b.Text(5, i)!));
        var model = tables.Definitions.Model;
        return [.. tables.Segments.Segments.Select(segment =>
        {
            var policy = model.Policies.TryGetValue(segment.Code, out var own) ? own : model.Policies["*"];
            var rows = entities.Where(e => e.Segment == segment.Code).ToArray();
            var stocked = rows.Where(r => !double.IsNaN(r.Stock)).ToArray();
            var bases = stocked.GroupBy(r => r.Basis, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(2).Select(g => g.Key);
            return new PolicyRow(
                segment.Code, segment.Name, segment.Count, policy.ServiceLevel, policy.ReviewPeriod, rows.Average(r => r.LeadTime),
                stocked.Length == 0 ? "not stocked" : string.Join(", ", bases),
                stocked.Sum(r => r.Stock),
                stocked.Length == 0 ? double.NaN : stocked.Sum(r => r.Value),
                stocked.Sum(r => r.Stock) / stocked.Sum(r => r.Demand));
        })];
    }
}
