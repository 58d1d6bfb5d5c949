using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Pooling;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Forecasting.Pooling;

public class PanelPoolTests
{
    private static readonly QuantileLevels Levels = new([0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]);
    private static readonly PanelForecastOptions Options = new() { Horizon = 6, Season = 12, DegreeOfParallelism = 2 };

    /// <summary>The smallest whole number at which the weighted distribution functions reach the level, found by trying all of them.</summary>
    [Fact]
    public void Quantiles_AreThoseOfTheWeightedMean()
    {
        double[] weights = [0.3, 0.45, 0.25], atoms = [0, 2, 12], cumulative = [0.6, 0.9, 1];
        for (var mean = 0.1; mean < 8; mean *= 1.7)
        {
            DemandFamily[] families = [new(mean, 2 * mean, Whole: true), new(3 * mean, 3 * mean, Whole: true)];
            var quantiles = new double[Levels.Count];
            new LinearPool(weights, families, atoms, cumulative, whole: true).Quantiles(Levels, quantiles);
            for (var i = 0; i < Levels.Count; i++)
            {
                var level = Levels.Values[i];
                var expected = Enumerable.Range(0, 500).First(k => (0.3 * (k >= 12 ? 1 : k >= 2 ? 0.9 : 0.6)) + (0.45 * new CountDistribution(mean, 2 * mean).Cdf(k)) + (0.25 * new CountDistribution(3 * mean, 3 * mean).Cdf(k)) >= level - 1e-12);
                Assert.Equal(expected, quantiles[i]);
            }
        }
    }

    [Fact]
    public void Quantiles_OfFractionalUnits_AreWhereTheDistributionFunctionReachesTheLevel()
    {
        DemandFamily[] families = [new(1.5, 2, Whole: false), new(4, 3, Whole: false)];
        var quantiles = new double[Levels.Count];
        new LinearPool([0, 0.5, 0.5], families, [0], [1], whole: false).Quantiles(Levels, quantiles);
        for (var i = 0; i < Levels.Count; i++)
        {
            Close.To(Levels.Values[i], (families[0].Cdf(quantiles[i]) + families[1].Cdf(quantiles[i])) / 2, 1e-8);
        }
    }

    /// <summary>Two components whose errors are equal and independent get half each; one that is much better than the other gets nearly all.</summary>
    [Fact]
    public void Weights_GoToWhatHasTheLeastScore()
    {
        Close.To([0.5, 0.5], PoolWeights.Solve([2, 1, 1, 2]), 1e-9);
        var weights = PoolWeights.Solve([0.1, 0.1, 0.1, 9]);
        Assert.True(weights[0] > 0.97, $"{weights[0]}");
        Assert.Equal(1, weights.Sum(), 1e-12);
    }

    /// <summary>A series of four hundred is forecast as part of the panel, alone with what the panel taught, and on any number of threads: the same numbers.</summary>
    [Fact]
    public void Forecast_InPartsWithThePoolOfTheWhole_IsThatOfTheWhole()
    {
        double[][] series = [.. Enumerable.Range(1, 400).Select(static seed => DemandSamples.Intermittent((ulong)seed, 40, 0.6))];
        var panel = DemandPanel.FromSeries(series);
        var whole = PanelForecaster.Run(panel, Options, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains(DistributionBasis.Combined, whole.Basis);
        var pool = PanelPool.Learn(panel, Options, TestContext.Current.CancellationToken);
        Assert.True(pool!.Windows >= 400);
        var alone = PanelForecaster.Run(DemandPanel.FromSeries([series[7]]), Options with { Pool = pool, DegreeOfParallelism = 1 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(whole.LeadTimeQuantilesOf(7).ToArray(), alone.LeadTimeQuantiles);
        Assert.Equal(whole.QuantilesOf(7, 0).ToArray(), alone.QuantilesOf(0, 0).ToArray());
        Assert.Equal(whole.Mean.AsSpan(7 * 6, 6).ToArray(), alone.Mean);
    }

    [Fact]
    public void SmallPanel_OrOneMethod_OrTheMethodsOwnDistribution_IsNotCombined()
    {
        double[][] series = [.. Enumerable.Range(1, 400).Select(static seed => DemandSamples.Intermittent((ulong)seed, 40, 0.6))];
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Null(PanelPool.Learn(DemandPanel.FromSeries(series[..20]), Options, cancellation));
        Assert.DoesNotContain(DistributionBasis.Combined, PanelForecaster.Run(DemandPanel.FromSeries(series), Options with { Distribution = DistributionChoice.Method }, cancellation: cancellation).Basis);
        Assert.DoesNotContain(DistributionBasis.Combined, PanelForecaster.Run(DemandPanel.FromSeries(series), Options with { Methods = ForecasterCatalog.Named(["imapa"]) }, cancellation: cancellation).Basis);
    }

    /// <summary>A flat method on demand that goes 1, 2, …, 9, 1, 2, …: its errors have the deciles that can be counted by hand from the mean of 5.</summary>
    [Fact]
    public void Conformal_CountsTheErrorsOfTheMethod()
    {
        double[] demand = [.. Enumerable.Range(0, 120).Select(static t => 1.0 + (t % 9))];
        var options = Options with { Methods = ForecasterCatalog.Named(["window-mean"]), Distribution = DistributionChoice.Conformal, Levels = [0.1, 0.5, 0.9] };
        var forecast = PanelForecaster.Run(DemandPanel.FromSeries([demand, demand[..15]]), options, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(DistributionBasis.Conformal, forecast.Basis[0]);
        Assert.NotEqual(DistributionBasis.Conformal, forecast.Basis[1]);
        var quantiles = forecast.QuantilesOf(0, 0);
        Assert.InRange(quantiles[0], 1, 3);
        Assert.InRange(quantiles[1], 4, 6);
        Assert.InRange(quantiles[2], 7, 10);
    }
}
