using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Demo;

/// <summary>The stock of a product at a site under a plain (s, Q) rule: a planner who knows only the smoothed demand. Demand that finds no stock waits.</summary>
/// <remarks>What customers send back is inspected and scrapped; it does not come back to stock.</remarks>
internal sealed class SiteStock
{
    private const double Smoothing = 0.04;
    private const double SafetyDays = 7;
    private const double CoverDays = 28;
    private readonly DemoWorld _world;
    private readonly DemoProduct _product;
    private readonly int _site;
    private readonly Queue<(int Day, int Quantity)> _due = new();
    private double _daily;
    private int _onHand;
    private int _onOrder;

    public SiteStock(DemoWorld world, DemoProduct product, int site)
    {
        (_world, _product, _site) = (world, product, site);
        _daily = product.Demand.From > 0 && !product.Archetype.Single ? 0 : product.Demand.LinesPerWeek / 7 * product.Demand.SizeMean * product.Pack / product.Sites.Length;
        _onHand = _daily > 0 ? RoundUp(_daily * (product.LeadDays + SafetyDays + (CoverDays / 2))) : 0;
    }

    /// <summary>Ends a day: receives, delivers, orders, and notes the stock at the end of a month.</summary>
    public void Close(int day, List<OrderLine> lines, int from, DrawnBlock drawn, ref SplitMix64 random)
    {
        while (_due.TryPeek(out var due) && due.Day <= day)
        {
            _due.Dequeue();
            _onHand += due.Quantity;
            _onOrder -= due.Quantity;
        }

        var demand = 0;
        for (var i = from; i < lines.Count; i++)
        {
            demand += lines[i].Site == _site ? Math.Max(0, lines[i].Quantity) : 0;
        }

        _onHand -= demand;
        _daily += Smoothing * (demand - _daily);
        if (_world.Calendar.Weight[day] > 0)
        {
            Reorder(day, drawn, ref random);
        }

        if ((day + 1 == _world.Calendar.Days || _world.Calendar.Dates[day + 1].Day == 1) && (_onHand != 0 || _onOrder != 0))
        {
            drawn.Stock.Add(new StockRow(day, _product.Index, _site, _onHand, _onOrder));
        }
    }

    private void Reorder(int day, DrawnBlock drawn, ref SplitMix64 random)
    {
        var reorderPoint = _daily * (_product.LeadDays + SafetyDays);
        var position = _onHand + _onOrder;
        if (position >= 0 && position > reorderPoint - 0.5)
        {
            return;
        }

        var type = _world.Suppliers[_product.Supplier].Type;
        var ordered = RoundUp(Math.Max(_product.MinimumOrder, reorderPoint + (_daily * CoverDays) - position));
        var received = random.NextDouble() < type.ShortChance ? Math.Max(1, (int)(ordered * (0.6 + (0.35 * random.NextDouble())))) : ordered;
        var mean = _product.LeadDays * type.Delay;
        var days = Math.Max(1, (int)Math.Round(mean + (_product.LeadDeviation * random.NextGaussian())));
        var arrives = Math.Max(day + days, _due.Count > 0 ? _due.Last().Day : 0);
        drawn.Receipts.Add(new Receipt(_product.Index, _site, day, day + _product.LeadDays, arrives, ordered, received, (int)Math.Round(_product.CostCents * _world.Calendar.PriceLevel[day])));
        _due.Enqueue((arrives, received));
        _onOrder += received;
    }

    private int RoundUp(double quantity) => _product.Pack * (int)Math.Ceiling(quantity / _product.Pack);
}
