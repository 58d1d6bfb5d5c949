using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>What was fitted to a history is carried on over a longer one: the states move, nothing is fitted.</summary>
public sealed class CarriedForecastTests
{
    private const int Season = 12;
    private const int Known = 84;
    private const int Grown = 91;
    private static readonly PanelForecastOptions Options = new() { Horizon = 6, Season = Season, KeepsFitted = true, ObsoleteProbability = double.Epsilon };

    /// <summary>Level, trend, season and a wave that no method knows; never zero.</summary>
    private static readonly double[] Demand = [.. Enumerable.Range(0, Grown).Select(static t => Math.Round(60 + (0.4 * t) + (18 * Math.Sin(t * Math.PI / 6)) + (9 * Math.Cos(t * t * 0.7)), 2))];

    public static TheoryData<string> Methods => [.. ForecasterCatalog.All.Where(static m => m.KeepsParameters && m.Name != "zero").Select(static m => m.Name)];

    /// <summary>The reference is the update of a back-test: fitted at the first origin, run on to the second.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Keep_EqualsTheRecursionsOverTheLongerHistory(string name)
    {
        var method = ForecasterCatalog.Named([name])[0];
        var options = Options with { Methods = [method] };
        var first = PanelForecaster.Run(DemandPanel.FromSeries([Demand[..Known]]), options);
        var kept = PanelForecaster.Run(DemandPanel.FromSeries([Demand]), options with { Parent = ForecastParent.Of(first, ParentUse.Keep) });
        var means = new double[2 * Options.Horizon];
        method.ForecastFrom(new DemandHistory(Demand, Season, hasMissing: false), [Known, Grown], Options.Horizon, means, new ForecastWorkspace());
        Assert.Equal((name, ForecastReason.Kept), (kept.MethodName(0), kept.Reason[0]));
        for (var step = 0; step < Options.Horizon; step++)
        {
            Assert.Equal(means[Options.Horizon + step], kept.MeanOf(0)[step], 1e-9 * means[Options.Horizon + step]);
        }

        Assert.True(kept.OneStepSd[0] > 0);
        if (method is not LevelForecaster and not SegmentationML.Core.Forecasting.Drift.DriftForecaster and not SegmentationML.Core.Forecasting.SeasonalWindowMean.SeasonalWindowMeanForecaster)
        {
            Assert.Equal(first.Fitted[0], kept.Fitted[0]);
        }
    }

    /// <summary>What is kept of a series depends on nothing that its thread did before: histories below and above two seasons take turns.</summary>
    [Theory]
    [InlineData("ets")]
    [InlineData("holt-winters")]
    [InlineData("mstl")]
    [InlineData("three-median")]
    [InlineData("five-trimmed")]
    public void Fitted_IsThatOfTheSeriesAlone(string name)
    {
        double[][] series = [.. Enumerable.Range(0, 12).Select(static k => Enumerable.Range(0, k % 3 == 0 ? 60 : k % 3 == 1 ? 15 : 30).Select(t => 40 + (t * (k % 4)) + (20 * Math.Sin((t + k) * Math.PI / 6)) + (t * t * (k + 1) % 13)).ToArray())];
        var options = new PanelForecastOptions { Horizon = 4, Season = 12, Methods = ForecasterCatalog.Named([name]), KeepsFitted = true, DegreeOfParallelism = 1 };
        var together = PanelForecaster.Run(DemandPanel.FromSeries(series), options).Fitted;
        for (var i = 0; i < series.Length; i++)
        {
            Assert.Equal(PanelForecaster.Run(DemandPanel.FromSeries([series[i]]), options).Fitted[0]!.Select(BitConverter.DoubleToInt64Bits), together[i]!.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    /// <summary>Twice carried on is carried on once over both.</summary>
    [Theory]
    [InlineData("ets")]
    [InlineData("four-mean")]
    [InlineData("five-trimmed")]
    [InlineData("tsb")]
    public void Keep_InTwoSteps_IsKeepInOne(string name)
    {
        var options = Options with { Methods = ForecasterCatalog.Named([name]) };
        PanelForecast On(int length, PanelForecast parent) => PanelForecaster.Run(DemandPanel.FromSeries([Demand[..length]]), options with { Parent = ForecastParent.Of(parent, ParentUse.Keep) });
        var first = PanelForecaster.Run(DemandPanel.FromSeries([Demand[..Known]]), options);
        var (twice, once) = (On(Grown, On(Known + 3, first)), On(Grown, first));
        Assert.Equal(once.Mean, twice.Mean);
        Assert.Equal(once.Quantiles, twice.Quantiles);
    }

    /// <summary>A warm start is one start more: the fit is never worse by more than the tolerance of the search.</summary>
    [Theory]
    [InlineData("ets")]
    [InlineData("arima")]
    [InlineData("ces")]
    [InlineData("holt-damped")]
    [InlineData("holt-winters")]
    public void WarmStart_ForecastsAsAFitFromNothing(string name)
    {
        var options = Options with { Methods = ForecasterCatalog.Named([name]) };
        var first = PanelForecaster.Run(DemandPanel.FromSeries([Demand[..Known]]), options);
        var warm = PanelForecaster.Run(DemandPanel.FromSeries([Demand]), options with { Parent = ForecastParent.Of(first, ParentUse.WarmStart) });
        var cold = PanelForecaster.Run(DemandPanel.FromSeries([Demand]), options);
        Assert.NotEqual(ForecastReason.Kept, warm.Reason[0]);
        for (var step = 0; step < Options.Horizon; step++)
        {
            Assert.Equal(cold.MeanOf(0)[step], warm.MeanOf(0)[step], 1e-3 * cold.MeanOf(0)[step]);
        }
    }

    /// <summary>Another season, numbers of another model, a history in units beyond doubles: chosen anew, with a reason.</summary>
    [Fact]
    public void Keep_WhatDoesNotFit_IsChosenAnew()
    {
        var options = Options with { Methods = ForecasterCatalog.Named(["holt-winters"]) };
        var first = PanelForecaster.Run(DemandPanel.FromSeries([Demand[..Known]]), options);
        ForecastReason Reason(double[]? fitted, int season, double unit = 1)
            => PanelForecaster.Run(DemandPanel.FromSeries([[.. Demand.Select(d => d * unit)]]), options with { Season = season, Parent = new ForecastParent(["holt-winters"], [fitted], ParentUse.Keep) }).Reason[0];
        Assert.Equal(ForecastReason.Kept, Reason(first.Fitted[0], Season));
        Assert.Equal(ForecastReason.OnlyCandidate, Reason(first.Fitted[0], 7));
        Assert.Equal(ForecastReason.OnlyCandidate, Reason(first.Fitted[0]![..5], Season));
        Assert.Equal(ForecastReason.OnlyCandidate, Reason([double.NaN, 1], Season));
        Assert.Equal(ForecastReason.OnlyCandidate, Reason(null, Season));
        Assert.Equal(ForecastReason.OnlyCandidate, Reason(first.Fitted[0], Season, 1e100));
    }
}
