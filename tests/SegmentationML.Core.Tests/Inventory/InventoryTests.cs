using SegmentationML.Core.Inventory;

namespace SegmentationML.Core.Tests.Inventory;

/// <summary>Tolerance 2e-6: the expected numbers are given to six decimals, one of them from a rounded intermediate. Expected numbers: hand computations by the formulas of Silver, Pyke and Thomas (2017), in plain floating point.</summary>
public sealed class InventoryTests
{
    private static readonly LeadTime NineWeeks = new(9, 2);

    [Fact]
    public void LeadTimeDemand_IndependentPeriods_AddsBothVariances()
        => Assert.Equal(208.806130, LeadTimeDemand.OfIndependentPeriods(100, 20, NineWeeks).Deviation, 1e-6);

    [Fact]
    public void LeadTimeDemand_PeriodicReview_CoversLeadTimeAndReview()
        => Assert.Equal(215.406592, LeadTimeDemand.OfIndependentPeriods(100, 20, NineWeeks, 7).Deviation, 1e-6);

    [Theory]
    [InlineData(0, 343.455521, 1243.455521)]
    [InlineData(7, 354.312316, 1954.312316)]
    public void Normal_CycleService_GivesSafetyStockAndReorderPoint(double review, double safety, double reorder)
    {
        var level = ReorderPoint.Normal(LeadTimeDemand.OfIndependentPeriods(100, 20, NineWeeks, review), new ServiceLevel(0.95));
        Assert.Equal(safety, level.SafetyStock, 2e-6);
        Assert.Equal(reorder, level.ReorderPoint, 2e-6);
    }

    [Theory]
    [InlineData(4.5, 9, 10)] // r 4.5, p 0.5: F(10) = 0.957859
    [InlineData(4.5, 4.5, 8)] // Poisson: F(8) = 0.959743
    [InlineData(600, 688900, 2269)] // sd 830: r 0.523028
    public void NegativeBinomial_CycleService_IsTheSmallestCount(double mean, double variance, double reorder)
        => Assert.Equal(reorder, ReorderPoint.NegativeBinomial(new LeadTimeDemand(mean, variance), new ServiceLevel(0.95)).ReorderPoint);

    [Fact]
    public void FillRate_BothTerms_GivesTheSafetyStock()
    {
        var safety = FillRate.SafetyStock(LeadTimeDemand.OfIndependentPeriods(100, 20, NineWeeks), 0.98, 500);
        Assert.Equal(266.396141, safety, 1e-5);
        Assert.Equal(0.398942, FillRate.UnitLoss(0), 1e-6);
        Assert.Equal(0.083315, FillRate.UnitLoss(1), 1e-6);
    }

    [Fact]
    public void FillRate_LargeOrders_CanAskForNegativeSafetyStock()
        => Assert.True(FillRate.SafetyStock(new LeadTimeDemand(100, 400), 0.9, 5000) < 0);

    [Theory]
    [InlineData(0, 0, 200, 600)]
    [InlineData(240, 60, 240, 610)]
    public void EconomicOrderQuantity_WithLots_IsTheCheaperAllowedOne(double minimum, double multiple, double quantity, double cost)
    {
        var found = EconomicOrderQuantity.Of(50, 1200, 3, new LotRule(minimum, multiple));
        Assert.Equal(quantity, found, 1e-9);
        Assert.Equal(cost, EconomicOrderQuantity.Cost(50, 1200, 3, found), 1e-9);
    }

    [Fact]
    public void EconomicOrderQuantity_EveryLotRule_EqualsTheSearchOverAllLots()
    {
        for (var multiple = 1; multiple <= 90; multiple += 7)
        {
            for (var minimum = 0; minimum <= 400; minimum += 37)
            {
                var best = Enumerable.Range(1, 2000).Select(n => (double)n * multiple).Where(q => q >= minimum).MinBy(q => EconomicOrderQuantity.Cost(50, 1200, 3, q));
                Assert.Equal(EconomicOrderQuantity.Cost(50, 1200, 3, best), EconomicOrderQuantity.Cost(50, 1200, 3, EconomicOrderQuantity.Of(50, 1200, 3, new LotRule(minimum, multiple))), 1e-9);
            }
        }
    }

    [Fact]
    public void ReorderPoint_HigherServiceLevel_NeverLowersTheSafetyStock()
    {
        foreach (var demand in new[] { new LeadTimeDemand(3, 2), new LeadTimeDemand(3, 20), new LeadTimeDemand(500, 90_000), new LeadTimeDemand(0.02, 0.03) })
        {
            var levels = Enumerable.Range(1, 998).Select(p => new ServiceLevel(p / 1000.0)).ToArray();
            foreach (Func<LeadTimeDemand, ServiceLevel, StockLevel> policy in new[] { ReorderPoint.Normal, ReorderPoint.NegativeBinomial })
            {
                var stocks = levels.Select(l => policy(demand, l).SafetyStock).ToArray();
                Assert.Equal(stocks.Order(), stocks);
            }
        }
    }

    [Fact]
    public void Normal_ZeroVariance_NeedsNoSafetyStock()
        => Assert.Equal(new StockLevel(0, 42), ReorderPoint.Normal(new LeadTimeDemand(42, 0), new ServiceLevel(0.99)));

    [Fact]
    public void NegativeBinomial_NoDemand_NeedsNoStock()
        => Assert.Equal(new StockLevel(0, 0), ReorderPoint.NegativeBinomial(new LeadTimeDemand(0, 0), new ServiceLevel(0.99)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void ServiceLevel_OutsideTheUnitInterval_IsRefused(double probability)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceLevel(probability));

    [Fact]
    public void LeadTime_Negative_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new LeadTime(-1));
}
