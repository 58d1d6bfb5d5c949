using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Inventory;

namespace SegmentationML.Core.Tests.Inventory;

/// <summary>The laws of every demand distribution, and the stock that follows from them.</summary>
public class DemandDistributionTests
{
    private static readonly ServiceLevel[] Levels = [new(0.5), new(0.8), new(0.9), new(0.95), new(0.99), new(0.999)];

    private static IDemandDistribution[] Catalogue =>
    [
        new NormalDemand(900, 208.8), new NormalDemand(2, 5), new GammaDemand(2.5, 4), new GammaDemand(300, 20), new GammaDemand(0.01, 0.3),
        new NegativeBinomialDemand(0.2, 0.9), new NegativeBinomialDemand(4.5, 3), new NegativeBinomialDemand(600, 830), new PoissonDemand(7), new PoissonDemand(900),
    ];

    /// <summary>Expected: F(10) and F(8) of the definitions, plain Python.</summary>
    [Theory]
    [InlineData(4.5, 9, 10, 0.957859)]
    [InlineData(4.5, 4.5, 8, 0.959743)]
    public void Cdf_OfCounts(double mean, double variance, double stock, double expected)
        => Assert.Equal(expected, new NegativeBinomialDemand(mean, Math.Sqrt(variance)).Cdf(stock), 6);

    /// <summary>The sums written out: a reference for every closed form.</summary>
    [Theory]
    [InlineData(0.3, 1.1)]
    [InlineData(4.5, 3)]
    [InlineData(4.5, 1)]
    [InlineData(60, 90)]
    [InlineData(800, 40)]
    public void Counts_AreTheirSums(double mean, double deviation)
    {
        var demand = new NegativeBinomialDemand(mean, deviation);
        var cdf = Enumerable.Range(0, 5_000).Select(k => demand.Cdf(k)).ToArray();
        var probabilities = cdf.Select((p, k) => k == 0 ? p : p - cdf[k - 1]).ToArray();
        Assert.Equal(1, probabilities.Sum(), 10);
        Assert.Equal(mean, probabilities.Select((p, k) => p * k).Sum(), 1e-7 * mean);
        var variance = probabilities.Select((p, k) => p * (k - mean) * (k - mean)).Sum();
        Assert.Equal(Math.Max(deviation * deviation, mean), variance, 1e-6 * Math.Max(deviation * deviation, mean));
        foreach (var stock in (double[])[0, 1, 5, 90, 812])
        {
            Assert.Equal(probabilities.Select((p, k) => p * Math.Max(0, k - stock)).Sum(), demand.ExpectedShortage(stock), 1e-7 * (1 + mean));
        }
    }

    [Fact]
    public void Quantile_UndoesTheCdf()
    {
        foreach (var demand in Catalogue)
        {
            foreach (var p in (double[])[0.001, 0.05, 0.3, 0.5, 0.9, 0.999])
            {
                var quantile = demand.Quantile(p);
                if (demand.WholeUnits)
                {
                    Assert.True(demand.Cdf(quantile) >= p - 1e-12 && demand.Cdf(quantile - 1) < p + 1e-12);
                }
                else if (quantile > 1e-30 || quantile < 0)
                {
                    // A gamma of tiny shape has quantiles that are zero for every purpose.
                    Assert.Equal(p, demand.Cdf(quantile), 11);
                }
            }
        }
    }

    [Fact]
    public void ExpectedShortage_FallsFromTheMeanByTheProbabilityOfDemand()
    {
        foreach (var demand in Catalogue)
        {
            Assert.Equal(demand.Mean + 1e6, demand.ExpectedShortage(-1e6), 1e-6);
            for (var stock = 0.0; stock < demand.Mean + (3 * demand.Deviation); stock += 1 + (demand.Deviation / 3))
            {
                // d E[(X - s)+] / ds = F(s) - 1; between integers the shortage of counts is a straight line.
                var slope = demand.ExpectedShortage(Math.Floor(stock) + 1) - demand.ExpectedShortage(Math.Floor(stock));
                Assert.InRange(slope, demand.Cdf(Math.Floor(stock)) - 1 - 1e-9, demand.Cdf(Math.Floor(stock) + 1) - 1 + 1e-9);
            }
        }
    }

    [Fact]
    public void HigherServiceLevel_NeverLowersTheSafetyStock()
    {
        foreach (var demand in Catalogue)
        {
            var cycle = Levels.Select(level => ReorderPoint.Of(demand, level).SafetyStock).ToArray();
            var fill = Levels.Select(level => FillRate.Of(demand, level.Probability, 20).SafetyStock).ToArray();
            Assert.Equal(cycle.Order(), cycle);
            Assert.Equal(fill.Order(), fill);
        }
    }

    [Fact]
    public void ZeroVariance_NeedsNoSafetyStock()
    {
        foreach (var demand in (IDemandDistribution[])[new NormalDemand(40, 0), new GammaDemand(40, 0), new NegativeBinomialDemand(0, 0)])
        {
            Assert.All(Levels, level => Assert.Equal(0, ReorderPoint.Of(demand, level).SafetyStock));
        }
    }

    [Fact]
    public void FillRate_OfCounts_IsTheSmallestStockThatReachesIt()
    {
        foreach (var demand in Catalogue.Where(static demand => demand.WholeUnits))
        {
            var point = FillRate.Of(demand, 0.97, 20).ReorderPoint;
            Assert.Equal(Math.Floor(point), point);
            Assert.True(FillRate.Achieved(demand, point, 20) >= 0.97);
            Assert.True(FillRate.Achieved(demand, point - 1, 20) < 0.97);
        }
    }

    /// <summary>α of the fill-rate example of the definitions: .898988, so that a fill rate is not a cycle service level.</summary>
    [Fact]
    public void FillRate_OfNormalDemand_IsReachedAndIsNotTheCycleServiceLevel()
    {
        var demand = new NormalDemand(900, Math.Sqrt(43_600));
        var stock = FillRate.Of(demand, 0.98, 500);
        Assert.Equal(1.275806, stock.SafetyStock / demand.Deviation, 6);
        Assert.Equal(0.98, FillRate.Achieved(demand, stock.ReorderPoint, 500), 12);
        Assert.Equal(0.898988, demand.Cdf(stock.ReorderPoint), 6);
    }

    /// <summary>One unit is nothing against the spread: the gamma takes over without a jump.</summary>
    [Fact]
    public void Counts_BeyondTheExactRange_AreContinuedByTheGamma()
    {
        var exact = new NegativeBinomialDemand(12_000, 9_999);
        var wide = new NegativeBinomialDemand(12_000, 10_001);
        Assert.Equal(exact.Quantile(0.95), wide.Quantile(0.95), 12.0);
        Assert.Equal(exact.Cdf(20_000), wide.Cdf(20_000), 4);
        Assert.Equal(exact.ExpectedShortage(20_000), wide.ExpectedShortage(20_000), 4.0);
    }

    /// <summary>Definitions: h = 2, p = 18, N(120, 10).</summary>
    [Fact]
    public void Newsvendor_OfNormalDemand()
    {
        var demand = new NormalDemand(120, 10);
        var stock = Newsvendor.BaseStock(demand, overage: 2, underage: 18);
        Assert.Equal(132.815516, stock, 6);
        Assert.Equal(35.099666, Newsvendor.ExpectedCost(demand, stock, 2, 18), 6);
    }

    [Fact]
    public void Newsvendor_OfCounts_IsTheCheapestStock()
    {
        var demand = new PoissonDemand(4.5);
        var costs = Enumerable.Range(0, 30).Select(stock => Newsvendor.ExpectedCost(demand, stock, 5, 95)).ToArray();
        Assert.Equal(Array.IndexOf(costs, costs.Min()), Newsvendor.BaseStock(demand, overage: 5, underage: 95));
    }

    [Fact]
    public void Undershoot_IsTheRenewalLimit()
        => Assert.Equal(10 + ((16.0 + 9) / 8), new LeadTimeDemand(10, 25).WithUndershoot(4, 3).Mean, 12);

    [Theory]
    [InlineData(120, 0, 0, 120)]
    [InlineData(120, 0, 7, 119)]
    [InlineData(120, 240, 0, 240)]
    [InlineData(500, 0, 0, 200)]
    public void EconomicOrderQuantity_HeldBelowAMost(double most, double minimum, double multiple, double expected)
        => Assert.Equal(expected, EconomicOrderQuantity.Of(50, 1200, 3, new LotRule(minimum, multiple), most), 9);

    [Theory]
    [InlineData(DistributionFamily.Normal, typeof(NormalDemand))]
    [InlineData(DistributionFamily.NegativeBinomial, typeof(NegativeBinomialDemand))]
    [InlineData(DistributionFamily.Gamma, typeof(GammaDemand))]
    public void Of_AFamily_HasItsMoments(DistributionFamily family, Type type)
    {
        var demand = DemandDistributions.Of(family, new LeadTimeDemand(7, 30));
        Assert.IsType(type, demand);
        Assert.Equal(7, demand.Mean);
        Assert.Equal(Math.Sqrt(30), demand.Deviation, 12);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, -1)]
    [InlineData(1, double.PositiveInfinity)]
    public void Of_MomentsThatAreNone_AreRefused(double mean, double deviation)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalDemand(mean, deviation));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GammaDemand(mean, deviation));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NegativeBinomialDemand(mean, deviation));
    }
}
