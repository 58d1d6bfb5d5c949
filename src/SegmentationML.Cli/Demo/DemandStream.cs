using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Demo;

/// <summary>The order lines of one product, day by day: own random stream, weekly level, promotions, stock. Used by one thread at a time.</summary>
internal sealed class DemandStream
{
    /// <summary>Days for which one level of life cycle, trend and noise holds.</summary>
    public const int DaysPerLevel = 7;

    private const double NoiseMemory = 0.7;
    private const double DedicatedChance = 0.85;
    private readonly DemoWorld _world;
    private readonly DemoProduct _product;
    private readonly double[] _season;
    private readonly int _baskets;
    private readonly SiteStock[] _stock;
    private SplitMix64 _random;
    private double _noise;
    private double _levelOfWeek;
    private int _promotion;

    public DemandStream(DemoWorld world, DemoProduct product)
    {
        (_world, _product) = (world, product);
        _random = RandomStream.Demand(world.Seed, product.Index);
        _season = world.Calendar.Season(product.Category);
        _baskets = CounterBaskets(world.Size);
        _noise = product.Demand.WeeklyNoise * _random.NextGaussian();
        _stock = world.Size.Stock ? [.. product.Sites.Select(site => new SiteStock(world, product, site))] : [];
    }

    /// <summary>Baskets a day and counter: about four lines each.</summary>
    public static int CounterBaskets(DemoSize size)
        => Math.Max(1, (int)(size.OrderLines * size.CounterShare / size.Days / size.Sites / 4));

    /// <summary>Draws the lines, purchase orders and stock of some days, in order; days must follow those of the last call.</summary>
    public void Advance(int firstDay, int endDay, BuyersOfDay[] buyers, DrawnBlock drawn)
    {
        for (var day = firstDay; day < endDay; day++)
        {
            var from = drawn.Lines.Count;
            DrawLines(day, buyers[day - firstDay], drawn.Lines);
            foreach (var stock in _stock)
            {
                stock.Close(day, drawn.Lines, from, drawn, ref _random);
            }
        }
    }

    private void DrawLines(int day, BuyersOfDay buyers, List<OrderLine> lines)
    {
        var demand = _product.Demand;
        if (day % DaysPerLevel == 0)
        {
            TurnWeek(day);
        }

        if (day < demand.From || day >= demand.To)
        {
            return;
        }

        if (demand.SingleDay == day)
        {
            lines.Add(Line(day, null, buyers));
            return;
        }

        var promotion = PromotionOn(day);
        var mean = demand.LinesPerWeek / 7 * _world.Calendar.Weight[day] * _levelOfWeek * (1 + (demand.Season * (_season[day] - 1))) * (promotion?.Uplift ?? 1);
        for (var left = mean > 0 ? Sampling.Poisson(ref _random, mean) : 0; left > 0; left--)
        {
            lines.Add(Line(day, promotion, buyers));
        }
    }

    private void TurnWeek(int day)
    {
        var demand = _product.Demand;
        _noise = (NoiseMemory * _noise) + (Math.Sqrt(1 - (NoiseMemory * NoiseMemory)) * demand.WeeklyNoise * _random.NextGaussian());
        var burst = double.IsFinite(demand.BurstShape) ? Sampling.GammaOfMeanOne(ref _random, demand.BurstShape) : 1;
        _levelOfWeek = demand.Level(day) * Math.Exp(_noise - (demand.WeeklyNoise * demand.WeeklyNoise / 2)) * burst;
    }

    private Promotion? PromotionOn(int day)
    {
        var promotions = _product.Promotions;
        while (_promotion < promotions.Length && promotions[_promotion].LastDay < day)
        {
            _promotion++;
        }

        return _promotion < promotions.Length && promotions[_promotion].FirstDay <= day ? promotions[_promotion] : null;
    }

    private OrderLine Line(int day, Promotion? promotion, BuyersOfDay buyers)
    {
        var demand = _product.Demand;
        var buyer = DrawBuyer(day, buyers);
        var customer = buyer < 0 ? null : _world.Customers[buyer];
        var site = customer is not null && Array.IndexOf(_product.Sites, customer.Site) >= 0 ? customer.Site
            : customer is not null ? _product.Sites[0]
            : _product.Sites[_random.NextInt32(_product.Sites.Length)];
        var quantity = _product.Pack * Sampling.Size(ref _random, demand.SizeMean, demand.SizeShape);
        var level = _world.Calendar.PriceLevel[day];
        var price = _product.PriceCents * level * (1 - (customer?.Discount ?? 0)) * (1 - ((promotion?.DiscountPercent ?? 0) / 100.0));
        var (delay, back) = DrawReturn(quantity);
        return new OrderLine(
            (ushort)day,
            _product.Index,
            buyer < 0 ? _world.Customers.Length + (site * _baskets) + _random.NextInt32(_baskets) : buyer,
            (byte)site,
            _product.Archetype.ReturnOnly ? -quantity : quantity,
            Math.Max(1, (int)Math.Round(price)),
            Math.Max(1, (int)Math.Round(_product.CostCents * level)),
            delay,
            back);
    }

    private int DrawBuyer(int day, BuyersOfDay buyers)
    {
        if (_world.Customers.Length == 0 || _random.NextDouble() < _world.Size.CounterShare)
        {
            return -1;
        }

        var dedicated = _product.Dedicated;
        return dedicated.Length > 0 && _random.NextDouble() < DedicatedChance
            ? dedicated[_random.NextInt32(dedicated.Length)]
            : buyers.Draw(_product.Category, ref _random);
    }

    private (byte Delay, int Quantity) DrawReturn(int quantity)
    {
        if (_random.NextDouble() >= _product.Demand.ReturnRate)
        {
            return (0, 0);
        }

        var whole = _random.NextDouble() < 0.7;
        return ((byte)(2 + _random.NextInt32(35)), whole ? quantity : 1 + _random.NextInt32(quantity));
    }
}
