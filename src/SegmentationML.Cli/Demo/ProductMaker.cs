using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Demo;

/// <summary>Makes the products with the parameters of their demand.</summary>
internal sealed class ProductMaker(DemoSize size, ulong seed, DemoCalendar calendar, DemoSupplier[] suppliers, DemoCustomer[] customers)
{
    private const double PriceSpread = 1.1;
    private const double SizeSpread = 1;
    private const double RateSpread = 1;
    private readonly int[] _steadyCustomers = [.. Enumerable.Range(0, customers.Length).Where(c => customers[c].Type.Code is "key-account" or "regular")];
    private readonly int[] _madePerCategory = new int[Assortment.Categories.Count];
    private readonly Dictionary<Family, int> _madePerFamily = [];

    /// <summary>All products of the size.</summary>
    public DemoProduct[] Make()
    {
        var dealing = RandomStream.Dealing(seed, 3);
        var archetypes = Quotas.Deal([.. ProductArchetypes.All.Select(archetype => archetype.Share)], size.Products, ref dealing);
        return [.. archetypes.Select((archetype, index) => MakeOne(index, ProductArchetypes.All[archetype]))];
    }

    private DemoProduct MakeOne(int index, ProductArchetype archetype)
    {
        var random = RandomStream.Product(seed, index);
        var categoryIndex = random.NextInt32(Assortment.Categories.Count);
        var category = Assortment.Categories[categoryIndex];
        var family = category.Families[random.NextInt32(category.Families.Count)];
        var number = _madePerFamily[family] = _madePerFamily.GetValueOrDefault(family) + 1;
        var price = Math.Max(0.05, category.MedianPrice * size.PriceScale * Math.Exp(PriceSpread * random.NextGaussian()) * archetype.PriceFactor.Draw(ref random));
        var pack = Math.Max(1, (int)(category.Packs[random.NextInt32(category.Packs.Count)] * Math.Min(1, size.QuantityScale * 4)));
        var shape = DrawDemand(archetype, price * Math.Sqrt(pack), ref random);
        var supplier = random.NextInt32(suppliers.Length);
        var lead = Math.Max(2, (int)Math.Round(suppliers[supplier].AgreedLeadDays * (0.85 + (0.3 * random.NextDouble()))));
        var dedicated = (int)archetype.Dedicated.Draw(ref random);
        var cents = Math.Max(5, (int)Math.Round(price * 100));
        return new DemoProduct(index, $"{category.Code}{++_madePerCategory[categoryIndex]:0000}", family.ProductName(number - 1), categoryIndex, family.Subcategory, family.Name, supplier, archetype)
        {
            PriceCents = cents,
            CostCents = Math.Max(1, (int)Math.Round(cents * (0.45 + (0.3 * random.NextDouble())))),
            LeadDays = lead,
            LeadDeviation = Math.Round(lead * suppliers[supplier].Type.Delay * suppliers[supplier].Type.Variation, 1),
            MinimumOrder = pack * Math.Max(1, (int)Math.Round(shape.SizeMean * (1 + (4 * random.NextDouble())))),
            Pack = pack,
            Grams = Math.Max(1, (int)Math.Round(30 * price * Math.Exp(0.6 * random.NextGaussian()))),
            Sites = DrawSites(ref random),
            Dedicated = Draw(_steadyCustomers, dedicated, ref random),
            Launched = shape.From > 0 && !archetype.Single ? size.FirstDay.AddDays(shape.From) : size.FirstDay.AddDays(-20 - random.NextInt32(3_000)),
            Demand = shape,
            Promotions = DrawPromotions(index, archetype, shape, ref random),
        };
    }

    private DemandShape DrawDemand(ProductArchetype archetype, double price, ref SplitMix64 random)
    {
        var inside = random.NextDouble() < archetype.LaunchedInside;
        var start = inside ? 0.05 + (0.35 * random.NextDouble()) : archetype.Start.Draw(ref random);
        var single = archetype.Single ? calendar.NextOpenDay((int)((0.1 + (0.8 * random.NextDouble())) * size.Days)) : -1;
        var typical = 12 / Math.Sqrt(price / size.PriceScale) * Math.Exp(SizeSpread * random.NextGaussian()) * size.QuantityScale * archetype.SizeFactor.Draw(ref random);
        var mean = Math.Clamp(typical, 1, 400);
        var burst = archetype.Burst.Draw(ref random);
        var rate = archetype.LinesPerWeek.Draw(ref random);
        return new DemandShape
        {
            From = archetype.Single ? single : (int)(start * size.Days),
            To = archetype.Single ? single + 1 : (int)(archetype.End.Draw(ref random) * size.Days),
            RampIn = inside ? 28 : archetype.RampInDays.Draw(ref random),
            RampOut = archetype.RampOutDays.Draw(ref random),
            LogTrend = Math.Log(archetype.TrendRatio.Draw(ref random)),
            Season = archetype.Season.Draw(ref random),
            WeeklyNoise = archetype.WeeklyNoise.Draw(ref random),
            BurstShape = burst > 0 ? 1 / (burst * burst) : double.PositiveInfinity,
            SizeMean = mean,
            SizeShape = Sampling.ShapeFor(mean, archetype.SizeVariation.Draw(ref random)),
            ReturnRate = archetype.ReturnRate.Draw(ref random),
            SingleDay = single,
            WeeklyFloor = rate,
            WeeklyWeight = archetype.Runner ? Sampling.LogNormalOfMeanOne(ref random, RateSpread) : 0,
        };
    }

    private int[] DrawSites(ref SplitMix64 random)
        => Draw([.. Enumerable.Range(0, size.Sites)], 1 + random.NextInt32(size.SitesPerProduct), ref random);

    /// <summary>Some members of a pool, without repetition, in drawn order.</summary>
    private static int[] Draw(int[] pool, int count, ref SplitMix64 random)
    {
        var left = pool.ToList();
        var drawn = new int[Math.Min(count, pool.Length)];
        for (var i = 0; i < drawn.Length; i++)
        {
            var at = random.NextInt32(left.Count);
            drawn[i] = left[at];
            left.RemoveAt(at);
        }

        return drawn;
    }

    private static Promotion[] DrawPromotions(int product, ProductArchetype archetype, DemandShape shape, ref SplitMix64 random)
    {
        var years = (shape.To - shape.From) / 365.25;
        var count = archetype.Single ? 0 : (int)Math.Floor((archetype.PromotionsPerYear.Draw(ref random) * years) + random.NextDouble());
        var promotions = new List<Promotion>(count);
        for (var slot = 0; slot < count; slot++)
        {
            var width = (double)(shape.To - shape.From) / count;
            var days = 7 * (1 + random.NextInt32(2));
            var first = shape.From + (int)((slot * width) + (random.NextDouble() * Math.Max(0, width - days - 1)));
            var last = Math.Min(first + days - 1, shape.To - 1);
            var uplift = archetype.Uplift.Draw(ref random);
            promotions.Add(new Promotion(product, first, last, Math.Min(40, 5 + (5 * (int)Math.Round(uplift))), uplift));
        }

        return [.. promotions];
    }
}
