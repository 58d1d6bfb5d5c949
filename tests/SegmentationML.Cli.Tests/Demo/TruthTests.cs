using SegmentationML.Cli.Demo;

namespace SegmentationML.Cli.Tests.Demo;

/// <summary>The archetypes show in the data: demand classes by ADI and CV² on weeks (first demand to the end, sample variance, cuts 1.32 and 0.49), life cycles, promotions, seasons.</summary>
public sealed class TruthTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private static readonly int Weeks = DemoSize.Small.Days / 7;
    private static readonly DateOnly Monday = DemoSize.Small.FirstDay;

    [Fact]
    public void Truth_NamesEveryProductCustomerAndSupplierOnceAndEveryKindOccurs()
    {
        Assert.Equal(300 + 250 + 24, demo.Truth.Count);
        Assert.Equal(demo.Rows(DemoTable.Products).Select(row => row[0]), demo.Set.ReadTruth().Where(row => row.Entity == "product").Select(row => row.Key));
        Assert.Equal(ProductArchetypes.All.Select(kind => kind.Code).Order(), demo.Truth.Values.Where(row => row.Entity == "product").Select(row => row.Archetype).Distinct().Order());
        Assert.Equal(CustomerTypes.All.Select(kind => kind.Code).Order(), demo.Truth.Values.Where(row => row.Entity == "customer").Select(row => row.Archetype).Distinct().Order());
        Assert.Equal(SupplierType.All.Select(kind => kind.Code).Order(), demo.Truth.Values.Where(row => row.Entity == "supplier").Select(row => row.Archetype).Distinct().Order());
    }

    [Theory]
    [InlineData("steady-runner", "smooth")]
    [InlineData("returns-heavy", "smooth")]
    [InlineData("erratic", "erratic")]
    [InlineData("promotion-driven", "erratic")]
    [InlineData("intermittent", "intermittent")]
    [InlineData("spare-part", "intermittent")]
    [InlineData("lumpy", "lumpy")]
    public void Archetype_ShowsItsDemandClass_InNineOfTenProducts(string archetype, string expected)
    {
        var keys = demo.KeysOf("product", archetype).ToArray();
        var hits = keys.Count(key => DemandClass(WeeklyDemand(key)) == expected);
        Assert.True(hits >= 0.9 * keys.Length, $"{hits} of {keys.Length} {archetype} products are {expected}.");
    }

    [Fact]
    public void OneOff_IsSoldOnce()
        => Assert.All(demo.KeysOf("product", "one-off"), key => Assert.True(Assert.Single(LinesOf(key)).Quantity > 0));

    [Fact]
    public void ReturnsOnly_HasOneReturnWithoutAnOrder()
        => Assert.All(demo.KeysOf("product", "returns-only"), key => Assert.True(Assert.Single(LinesOf(key)) is { Quantity: < 0, ReturnOf: null }));

    [Fact]
    public void NeverSold_HasNoLine()
        => Assert.All(demo.KeysOf("product", "never-sold"), key => Assert.Empty(LinesOf(key)));

    [Fact]
    public void NoProductSellsOutsideItsActiveSpan()
        => Assert.All(demo.Lines.Where(line => line.Quantity > 0), line =>
        {
            var truth = demo.Truth[("product", line.Product)];
            Assert.InRange(line.Date, truth.ActiveFrom, truth.ActiveTo);
        });

    [Fact]
    public void Dormant_HasNotSoldForAYear()
        => Assert.All(demo.KeysOf("product", "dormant"), key => Assert.True(LinesOf(key).Where(line => line.Quantity > 0).Max(line => line.Date) < new DateOnly(2024, 12, 31)));

    [Fact]
    public void NewLaunch_StartsInTheLastThirdAndSaysSoInTheMaster()
    {
        var launched = demo.Rows(DemoTable.Products).ToDictionary(row => row[0], row => DemoFolder.Date(row[15]));
        Assert.All(demo.KeysOf("product", "new-launch"), key =>
        {
            Assert.True(LinesOf(key).Min(line => line.Date) > new DateOnly(2025, 5, 1));
            Assert.Equal(demo.Truth[("product", key)].ActiveFrom, launched[key]);
        });
    }

    [Fact]
    public void PhaseOut_IsDiscontinuedInTheMaster()
    {
        var ended = demo.Rows(DemoTable.Products).Where(row => row[16].Length > 0).Select(row => row[0]).Order();
        Assert.Equal(demo.KeysOf("product", "phase-out").Order(), ended);
    }

    [Theory]
    [InlineData("trending-up", 1.5, 9)]
    [InlineData("trending-down", 0.1, 0.6)]
    public void Trend_LastYearAgainstFirst(string archetype, double low, double high)
    {
        var demand = demo.KeysOf("product", archetype).Select(WeeklyDemand).ToArray();
        var first = demand.Sum(weeks => weeks[..52].Sum());
        var second = demand.Sum(weeks => weeks[^52..].Sum());
        Assert.InRange(second / first, low, high);
    }

    [Fact]
    public void Seasonal_SellsAroundItsPeakManyTimesMoreThanHalfAYearAway()
    {
        var peaks = demo.Rows(DemoTable.Products).ToDictionary(row => row[0], row => Assortment.Categories.Single(category => category.Name == row[2]).PeakDay);
        var seasonal = demo.KeysOf("product", "seasonal").ToHashSet();
        var byDistance = demo.Lines.Where(line => line.Quantity > 0 && seasonal.Contains(line.Product)).ToLookup(line => DaysFromPeak(line.Date, peaks[line.Product]) switch { <= 45 => "near", >= 137 => "far", _ => "between" });
        Assert.InRange(byDistance["near"].Count() / (double)byDistance["far"].Count(), 5, 30);
    }

    [Fact]
    public void Promotions_LiftTheDemandOfPromotionDrivenProducts()
    {
        var driven = demo.KeysOf("product", "promotion-driven").ToHashSet();
        var promoted = demo.Rows(DemoTable.Promotions).Where(row => driven.Contains(row[1]))
            .SelectMany(row => Days(DemoFolder.Date(row[2]), DemoFolder.Date(row[3])).Select(day => (row[1], day))).ToHashSet();
        var sold = demo.Lines.Where(line => line.Quantity > 0 && driven.Contains(line.Product)).ToArray();
        var inside = sold.Count(line => promoted.Contains((line.Product, line.Date))) / (double)promoted.Count;
        var outside = sold.Count(line => !promoted.Contains((line.Product, line.Date))) / (double)((driven.Count * DemoSize.Small.Days) - promoted.Count);
        Assert.InRange(inside / outside, 4, 10); // drawn uplifts lie in [5, 9]
    }

    [Fact]
    public void ReturnsHeavy_ComesBackTenTimesAsOften()
    {
        var rate = demo.KeysOf("product", "returns-heavy").Select(LinesOf).Sum(lines => lines.Count(line => line.Quantity < 0)) / (double)demo.KeysOf("product", "returns-heavy").Select(LinesOf).Sum(lines => lines.Count(line => line.Quantity > 0));
        Assert.InRange(rate, 0.15, 0.32);
    }

    [Fact]
    public void Customers_OrderWithinTheirSpanOnly()
        => Assert.All(demo.Lines.Where(line => line.Quantity > 0 && line.Customer.Length > 0), line =>
        {
            var truth = demo.Truth[("customer", line.Customer)];
            Assert.InRange(line.Date, truth.ActiveFrom, truth.ActiveTo);
        });

    [Fact]
    public void OneTimeCustomers_OrderOnOneDay()
    {
        var days = demo.KeysOf("customer", "one-time").Select(key => demo.Lines.Where(line => line.Customer == key && line.Quantity > 0).Select(line => line.Date).Distinct().Count()).ToArray();
        Assert.True(days.Max() == 1 && days.Average() > 0.9);
    }

    private static int DaysFromPeak(DateOnly date, int peak)
    {
        var distance = Math.Abs(date.DayOfYear - peak);
        return Math.Min(distance, 365 - distance);
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) => Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);

    private DemoLine[] LinesOf(string product) => [.. demo.Lines.Where(line => line.Product == product)];

    private double[] WeeklyDemand(string product)
    {
        var weeks = new double[Weeks];
        foreach (var line in LinesOf(product).Where(line => line.Quantity > 0))
        {
            var week = (line.Date.DayNumber - Monday.DayNumber) / 7;
            if (week < Weeks)
            {
                weeks[week] += line.Quantity;
            }
        }

        return weeks;
    }

    private static string DemandClass(double[] weeks)
    {
        var sizes = weeks.Where(units => units > 0).ToArray();
        var adi = weeks.SkipWhile(units => units == 0).Count() / (double)sizes.Length;
        var mean = sizes.Average();
        var squaredCv = sizes.Length > 1 ? sizes.Sum(size => (size - mean) * (size - mean)) / (sizes.Length - 1) / (mean * mean) : 0;
        return (adi < 1.32, squaredCv < 0.49) switch
        {
            (true, true) => "smooth",
            (true, false) => "erratic",
            (false, true) => "intermittent",
            (false, false) => "lumpy",
        };
    }
}
