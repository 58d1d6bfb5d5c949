using SegmentationML.Core.Inventory;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Policy;

/// <summary>Computes safety stock, reorder point and order quantity of each entity by the policy of its segment.</summary>
public static class PolicyStep
{
    private const double DaysInYear = 365.25;

    /// <summary>Runs the step.</summary>
    /// <param name="context">What the step may touch.</param>
    /// <param name="input">What it reads.</param>
    public static PolicyResult Run(StepContext context, PolicyInput input)
    {
        foreach (var name in new[] { "products" }.Where(input.Tables.ContainsKey))
        {
            context.Open(input.Tables[name]);
        }

        context.Progress.Report(new StepProgress(0.1, "terms"));
        var items = StockItems.Read(context, input);
        context.Progress.Report(new StepProgress(0.4, "stock levels"));
        var rows = new StockRow[items.Count];
        var periods = DaysInYear / input.Features.Calendar.DaysInBucket;
        Parallel.For(0, rows.Length, i => rows[i] = Row(items[i], Policy(input.Model, items[i].Segment), input.Options, periods));
        context.Progress.Report(new StepProgress(0.8, "policy table"));
        var table = Write(context, items, rows);
        var value = Enumerable.Range(0, rows.Length).Where(i => !double.IsNaN(rows[i].SafetyStock)).Sum(i => rows[i].SafetyStock * items[i].UnitCost);
        return new PolicyResult(table, items.All(i => double.IsNaN(i.UnitCost)) ? double.NaN : value, Notes(items));
    }

    private static SegmentPolicy Policy(ModelDefinition model, string segment) => model.Policies.TryGetValue(segment, out var policy) ? policy : model.Policies["*"];

    private static StockRow Row(StockItem item, SegmentPolicy policy, PolicyOptions options, double periodsInYear)
    {
        if (policy.ServiceLevel is not { } level)
        {
            return StockRow.None("not-stocked");
        }

        if (!(item.DemandMean >= 0) || !(item.DemandDeviation >= 0))
        {
            return StockRow.None("no-forecast");
        }

        var leadTime = new LeadTime(item.LeadTime, item.LeadTimeDeviation);
        var demand = LeadTimeDemand.OfForecast(item.DemandMean, item.DemandDeviation, leadTime, policy.ReviewPeriod);
        if (policy.Method == DemandModel.Auto && item.DemandDeviation > 0 && item.DemandQuantile >= 0)
        {
            var own = OfForecast(item, demand);
            return new StockRow(level, own.SafetyStock, own.ReorderPoint, OrderQuantity(item, policy, options, periodsInYear), item.DemandBasis);
        }

        var isNormal = policy.Method == DemandModel.Normal || (policy.Method == DemandModel.Auto && item.IsSmooth);
        var stock = isNormal ? ReorderPoint.Normal(demand, new ServiceLevel(level)) : ReorderPoint.NegativeBinomial(demand, new ServiceLevel(level));
        return new StockRow(level, stock.SafetyStock, stock.ReorderPoint, OrderQuantity(item, policy, options, periodsInYear), isNormal ? "normal" : demand.Variance > demand.Mean ? "negative-binomial" : "poisson");
    }

    /// <summary>The quantile of the forecast's own distribution of the demand over lead time and review period; where the lead time varies, its distance from the mean grows as the deviation does.</summary>
    private static StockLevel OfForecast(in StockItem item, LeadTimeDemand demand)
    {
        var growth = demand.Deviation / item.DemandDeviation;
        var stock = growth > 1 ? Math.Max(0, item.DemandMean + ((item.DemandQuantile - item.DemandMean) * growth)) : item.DemandQuantile;
        stock = growth > 1 && item.DemandQuantile == Math.Floor(item.DemandQuantile) ? Math.Ceiling(stock - 1e-9) : stock;
        return new StockLevel(stock - item.DemandMean, stock);
    }

    /// <summary>The economic order quantity where the unit cost is known, else the demand of a review period (of one bucket under continuous review), by the supplier's lots.</summary>
    private static double OrderQuantity(StockItem item, SegmentPolicy policy, PolicyOptions options, double periodsInYear)
    {
        var cover = item.LeadTime + policy.ReviewPeriod;
        var rate = cover > 0 ? item.DemandMean / cover : 0;
        if (rate == 0)
        {
            return 0;
        }

        return item.UnitCost > 0
            ? EconomicOrderQuantity.Of(options.OrderCost, rate * periodsInYear, options.HoldingRate * item.UnitCost, item.Lots)
            : item.Lots.AtLeast(rate * Math.Max(1, policy.ReviewPeriod));
    }

    private static TableHandle Write(StepContext context, IReadOnlyList<StockItem> items, StockRow[] rows)
    {
        context.Engine.Execute(
            "CREATE OR REPLACE TABLE policies (entity_index INTEGER, service_level DOUBLE, safety_stock DOUBLE, reorder_point DOUBLE, order_quantity DOUBLE, unit_cost DOUBLE, basis VARCHAR)", null, context.Cancellation);
        using (var appender = context.Engine.Append("policies"))
        {
            appender.Set<int>(0, [.. Enumerable.Range(0, rows.Length)]);
            appender.Set<double>(1, Array.ConvertAll(rows, r => r.ServiceLevel));
            appender.Set<double>(2, Array.ConvertAll(rows, r => r.SafetyStock));
            appender.Set<double>(3, Array.ConvertAll(rows, r => r.ReorderPoint));
            appender.Set<double>(4, Array.ConvertAll(rows, r => r.OrderQuantity));
            appender.Set<double>(5, [.. items.Select(i => i.UnitCost)]);
            appender.Set(6, Array.ConvertAll(rows, r => (string?)r.Basis));
            appender.WriteBatch();
            appender.Complete();
        }

        var count = context.Engine.Execute($"COPY policies TO {Sql.Literal(Path.Combine(context.OutputFolder, "policies.parquet"))} (FORMAT parquet, COMPRESSION zstd)", null, context.Cancellation);
        context.Engine.Execute("DROP TABLE policies");
        return context.Table("policies", "policies.parquet", count);
    }

    private static List<string> Notes(IReadOnlyList<StockItem> items)
    {
        var notes = new List<string>();
        var uncosted = items.Count(i => double.IsNaN(i.UnitCost));
        if (uncosted > 0)
        {
            notes.Add($"{uncosted:N0} of {items.Count:N0} entities have no unit cost: their order quantity is the demand of a review period, and their safety stock has no value.");
        }

        return notes;
    }
}
