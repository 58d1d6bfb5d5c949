using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Demo;

/// <summary>Makes the customers.</summary>
internal static class CustomerMaker
{
    private const double BusyDay = 0.5;
    private static readonly string[] Industries = ["Machinery", "Automotive", "Food and beverage", "Construction", "Energy", "Maintenance", "Agriculture", "Wood and paper"];
    private static readonly (string Region, string Country)[] Regions =
    [
        ("North", "DE"), ("East", "DE"), ("South", "DE"), ("West", "DE"), ("South", "AT"), ("South", "CH"), ("West", "NL"), ("East", "PL"), ("North", "DK"),
    ];

    private static readonly string[] Channels = ["field sales", "phone", "web shop", "EDI"];

    /// <summary>All customers of a size.</summary>
    public static DemoCustomer[] Make(DemoSize size, ulong seed, DemoCalendar calendar)
    {
        var dealing = RandomStream.Dealing(seed, 2);
        var types = Quotas.Deal([.. CustomerTypes.All.Select(type => type.Share)], size.Customers, ref dealing);
        return [.. types.Select((type, index) => MakeOne(index, CustomerTypes.All[type], size, seed, calendar))];
    }

    private static DemoCustomer MakeOne(int index, CustomerType type, DemoSize size, ulong seed, DemoCalendar calendar)
    {
        var random = RandomStream.Customer(seed, index);
        var (region, country) = Regions[random.NextInt32(Regions.Length)];
        var drawn = (int)(type.Start.Draw(ref random) * size.Days);
        var start = type.Once ? calendar.NextOpenDay(drawn, BusyDay) : drawn;
        var end = type.Once ? start + 1 : (int)(type.End.Draw(ref random) * size.Days);
        var channel = type.Code == "key-account" ? Channels[3] : Channels[random.NextInt32(Channels.Length - 1)];
        var since = start > 0 ? size.FirstDay.AddDays(start) : size.FirstDay.AddDays(-30 - random.NextInt32(4_000));
        return new DemoCustomer($"C{index + 1:0000}", CompanyName.Customer(index, ref random), Industries[random.NextInt32(Industries.Length)], region, country, channel, random.NextInt32(size.Sites), since, type)
        {
            From = start,
            To = end,
            ChanceAtStart = type.OrderChance.Draw(ref random),
            ChanceAtEnd = type.OrderChanceAtEnd.Draw(ref random),
            Weight = type.LinesPerOrder.Draw(ref random),
            Discount = Math.Round(type.Discount.Draw(ref random), 2),
            SeasonStart = 1 + random.NextInt32(366),
            Interest = Interests(ref random),
        };
    }

    private static double[] Interests(ref SplitMix64 random)
    {
        var interests = new double[Assortment.Categories.Count];
        for (var category = 0; category < interests.Length; category++)
        {
            interests[category] = Sampling.LogNormalOfMeanOne(ref random, 0.8);
        }

        return interests;
    }
}
