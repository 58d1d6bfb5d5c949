using SegmentationML.Core.Inventory;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Policy;

/// <summary>Reads what the stock levels rest on, in entity order.</summary>
internal static class StockItems
{
    private const double SmoothBelowAdi = 1.32;

    public static IReadOnlyList<StockItem> Read(StepContext context, PolicyInput input)
    {
        var hasProducts = input.Tables.ContainsKey("products") && input.Entity.Contains("product_id", StringComparer.Ordinal);
        var (columns, join) = hasProducts
            ? ("CAST(p.unit_cost AS DOUBLE), CAST(p.min_order_quantity AS DOUBLE), CAST(p.order_multiple AS DOUBLE)", "LEFT JOIN products p ON p.product_id = f.product_id")
            : ("NULL::DOUBLE, NULL::DOUBLE, NULL::DOUBLE", "");
        var items = new List<StockItem>((int)input.Segments.Rows);
        context.Engine.Read($"""
            SELECT a.segment, c.lead_time, c.lead_time_sd, greatest(0, c.demand_mean + c.planned_change), c.demand_sd, CASE WHEN c.planned_change = 0 THEN c.demand_quantile WHEN c.demand_quantile = floor(c.demand_quantile) THEN ceil(greatest(0, c.demand_quantile + c.planned_change) - 1e-9) ELSE greatest(0, c.demand_quantile + c.planned_change) END, c.basis, f.adi, {columns}
            FROM ({context.Select(input.Features.Features)}) f
            JOIN ({context.Select(input.Segments.Assignments)}) a USING (entity_index)
            JOIN ({context.Select(input.Forecasts.Choices)}) c USING (entity_index)
            {join}
            ORDER BY f.entity_index
            """, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                items.Add(Item(batch, i));
            }
        }, null, context.Cancellation);
        return items;
    }

    private static StockItem Item(IColumnBatch batch, int row) => new(
        batch.Text(0, row)!,
        Real(batch, 1, row),
        Real(batch, 2, row),
        Real(batch, 3, row),
        Real(batch, 4, row),
        Real(batch, 5, row),
        batch.Text(6, row) ?? "",
        Real(batch, 7, row) < SmoothBelowAdi,
        Real(batch, 8, row),
        new LotRule(AtLeastZero(Real(batch, 9, row)), AtLeastZero(Real(batch, 10, row))));

    private static double AtLeastZero(double value) => value > 0 ? value : 0;

    private static double Real(IColumnBatch batch, int column, int row) => batch.IsNull(column, row) ? double.NaN : batch.Values<double>(column)[row];
}
