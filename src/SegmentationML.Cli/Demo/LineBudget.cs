namespace SegmentationML.Cli.Demo;

/// <summary>Sets each product's rate so that the expected number of lines is the size's: slow movers keep their rate, runners share what is left above their floors by weight. Where the floors alone would take nearly all, they are lowered alike.</summary>
internal static class LineBudget
{
    private const double GreatestFloorShare = 0.7;

    /// <summary>Products with <see cref="DemandShape.LinesPerWeek"/> set.</summary>
    public static DemoProduct[] Distribute(DemoWorld world)
    {
        var products = world.Products;
        var weeks = new double[products.Length];
        Parallel.For(0, products.Length, p => weeks[p] = EffectiveWeeks(products[p], world.Calendar));

        var (slow, floor, shared) = (0.0, 0.0, 0.0);
        for (var p = 0; p < products.Length; p++)
        {
            var lines = products[p].Demand.WeeklyFloor * weeks[p];
            (slow, floor) = products[p].Archetype.Runner ? (slow, floor + lines) : (slow + lines, floor);
            shared += products[p].Demand.WeeklyWeight * weeks[p];
        }

        var budget = Math.Max(0, world.Size.OrderLines - slow);
        var lowered = Math.Min(1, budget * GreatestFloorShare / floor);
        var perWeight = (budget - (floor * lowered)) / shared;
        return [.. products.Select(product => product with { Demand = product.Demand with { LinesPerWeek = Rate(product, lowered, perWeight) } })];
    }

    private static double Rate(DemoProduct product, double lowered, double perWeight)
        => product.Archetype.Runner ? (product.Demand.WeeklyFloor * lowered) + (perWeight * product.Demand.WeeklyWeight) : product.Demand.WeeklyFloor;

    /// <summary>Expected lines over the history at one line a week, returns included.</summary>
    private static double EffectiveWeeks(DemoProduct product, DemoCalendar calendar)
    {
        var (shape, season, sum) = (product.Demand, calendar.Season(product.Category), 0.0);
        var level = 0.0;
        for (var day = 0; day < calendar.Days; day++)
        {
            level = day % DemandStream.DaysPerLevel == 0 ? shape.Level(day) : level;
            sum += day >= shape.From && day < shape.To ? calendar.Weight[day] * level * (1 + (shape.Season * (season[day] - 1))) : 0;
        }

        foreach (var promotion in product.Promotions)
        {
            for (var day = promotion.FirstDay; day <= promotion.LastDay; day++)
            {
                sum += (promotion.Uplift - 1) * calendar.Weight[day] * shape.Level(day) * (1 + (shape.Season * (season[day] - 1)));
            }
        }

        return sum * (1 + shape.ReturnRate) / 7;
    }
}
