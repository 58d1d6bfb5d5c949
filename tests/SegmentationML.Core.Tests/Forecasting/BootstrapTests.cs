using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.CountLevel;
using SegmentationML.Core.Forecasting.ViswanathanZhou;
using SegmentationML.Core.Forecasting.Willemain;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Forecasting;

public class BootstrapTests
{
    private static readonly QuantileLevels Levels = new([0.1, 0.5, 0.9, 0.95]);

    /// <summary>A demand of 5 in every third bucket, the last one just gone: three, three, two of them lie in the next eight.</summary>
    [Fact]
    public void ViswanathanZhou_OfARegularItem_IsCertain()
    {
        double[] demand = [.. Enumerable.Range(0, 30).Select(static t => t % 3 == 2 ? 5.0 : 0)];
        var forecast = SeriesForecast.Distribution(new ViswanathanZhouForecaster(new()), demand, 8, 8, Levels);
        Close.To([0, 0, 5, 0, 0, 5, 0, 0], forecast.Mean, 1e-12);
        Assert.All(forecast.LeadTimeQuantiles, static quantile => Assert.Equal(10, quantile));
        Assert.Equal(DistributionBasis.Bootstrapped, forecast.Basis);
    }

    /// <summary>By hand: transitions 0→1 in (3 + ½) of (4 + 1), 1→1 in ½ of (3 + 1), the last bucket with demand: ⅛, then ⅛ · ⅛ + ⅞ · 0.7; sizes of 4 on average.</summary>
    [Fact]
    public void Willemain_Mean_IsTheChainTimesTheMeanSize()
    {
        var mean = SeriesForecast.Mean(new WillemainForecaster(new()), [0, 2, 0, 4, 0, 0, 6], 2);
        var (after, without) = (0.5 / 3, 3.5 / 5);
        Close.To(4 * after, mean[0], 1e-12);
        Close.To(4 * ((after * after) + ((1 - after) * without)), mean[1], 1e-12);
    }

    /// <summary>The drawn sums have the mean that arithmetic gives, within four standard errors of 20,000 draws.</summary>
    [Fact]
    public void DrawnSums_HaveTheMeanOfTheRule()
    {
        var demand = DemandSamples.Intermittent(5, 120, 0.7);
        foreach (var method in (IForecaster[])[new WillemainForecaster(new() { Draws = 20_000, Jitter = false }), new ViswanathanZhouForecaster(new() { Draws = 20_000 })])
        {
            var (mean, sd) = (new double[10], new double[10]);
            var quantiles = new double[99];
            var levels = new QuantileLevels([.. Enumerable.Range(1, 99).Select(static i => i / 100.0)]);
            var detail = new ForecastDetail(mean, sd, 10, [], levels, new double[990], quantiles);
            method.ForecastWithErrors(new DemandHistory(demand, 1, hasMissing: false), ref detail, new ForecastWorkspace());
            Assert.Equal(mean.Sum(), quantiles.Average(), 0.05 * mean.Sum());
            Assert.True(detail.Spread.LeadTimeSd > 0 && detail.Spread.LeadTimeErrors == 20_000);
        }
    }

    [Fact]
    public void Willemain_Jitter_StaysWholeAndAboveZero()
    {
        var forecast = SeriesForecast.Distribution(new WillemainForecaster(new()), DemandSamples.Intermittent(9, 100, 0.5), 6, 3, Levels);
        Assert.All(forecast.Quantiles, static quantile => Assert.Equal(Math.Floor(quantile), quantile));
    }

    /// <summary>A Poisson item of mean 2 (drawn as sums of 40 rare events): the level finds the mean, its quantiles those of the Poisson around it, and no dispersion is seen.</summary>
    [Fact]
    public void CountLevels_OnPoissonDemand_AgreeWithThePoisson()
    {
        var random = new SplitMix64(77);
        var demand = new double[2_000];
        for (var t = 0; t < demand.Length; t++)
        {
            for (var event_ = 0; event_ < 40; event_++)
            {
                demand[t] += random.NextDouble() < 0.05 ? 1 : 0;
            }
        }

        foreach (var family in Enum.GetValues<CountFamily>())
        {
            var forecast = SeriesForecast.Distribution(new CountLevelForecaster(new() { Family = family }), demand, 1, 5, Levels);
            Assert.Equal(2, forecast.Mean[0], 0.25);
            Assert.Equal(DistributionBasis.Analytic, forecast.Basis);
            var expected = new double[Levels.Count];
            new CountDistribution(forecast.Mean[0], forecast.Mean[0]).Quantiles(Levels.Values, expected);
            Assert.Equal(expected, forecast.Quantiles);
            Assert.Equal(family == CountFamily.Poisson ? expected[2] : forecast.Quantiles[2], forecast.Quantiles[2]);
        }
    }

    /// <summary>Half of the buckets empty, else Poisson 8: the zero-inflated model says zero at 0.25 and about 7 to 9 at 0.75, where the negative binomial spreads.</summary>
    [Fact]
    public void ZeroInflated_KnowsThePeakAtZero()
    {
        var random = new SplitMix64(5);
        var demand = new double[1_000];
        for (var t = 0; t < demand.Length; t++)
        {
            for (var event_ = 0; event_ < 400 && t % 2 == 0; event_++)
            {
                demand[t] += random.NextDouble() < 0.02 ? 1 : 0;
            }
        }

        var quarters = new QuantileLevels([0.25, 0.75]);
        var forecast = SeriesForecast.Distribution(new CountLevelForecaster(new() { Family = CountFamily.ZeroInflatedPoisson }), demand, 1, 1, quarters);
        Assert.Equal(0, forecast.Quantiles[0]);
        Assert.InRange(forecast.Quantiles[1], 7, 9);
    }
}
