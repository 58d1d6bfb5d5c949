using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Arima;
using SegmentationML.Core.Forecasting.Ces;
using SegmentationML.Core.Forecasting.Ets;
using SegmentationML.Core.Forecasting.Mstl;
using SegmentationML.Core.Forecasting.Ssa;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>The parts of a forecast are those that it is made of.</summary>
public class ForecastComponentTests
{
    private const int Season = 12;
    private const int Horizon = 15;

    public static TheoryData<string> Methods => [.. ForecasterCatalog.All.Select(static method => method.Name)];

    private static double[] Demand => [.. DemandSamples.Seasonal(3, 80, Season).Select(static (x, t) => x + (t / 4.0) + 5)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryPart_CoversHistoryAndHorizon_InUnitsOfDemand(string name)
    {
        var method = ForecasterCatalog.Named([name])[0];
        var (parts, grown) = (Components(method, Demand), Components(method, [.. Demand.Select(static x => 1e100 * x)]));
        Assert.Equal(parts.Count, grown.Count);
        foreach (var (part, larger) in parts.Zip(grown))
        {
            Assert.Equal(Demand.Length + Horizon, part.Values.Length);
            Close.To(part.Values[^1] * (part.IsFactor ? 1 : 1e100), larger.Values[^1], 1e-6);
            Assert.DoesNotContain(part.Values[^Horizon..], static value => !double.IsFinite(value));
        }
    }

    [Theory]
    [InlineData("AAA")]
    [InlineData("MAdM")]
    [InlineData("MMM")]
    [InlineData("MNA")]
    public void Ets_LevelAndSeason_MakeTheForecast(string form)
    {
        var method = new EtsForecaster(new() { Form = form });
        var parts = Components(method, Demand).ToDictionary(static part => part.Name);
        Assert.Equal(form[^1] == 'M', parts["season"].IsFactor);
        Assert.Equal(form[1] != 'N', parts.ContainsKey("trend"));
        var expected = Enumerable.Range(Demand.Length, Horizon).Select(t => parts["season"].IsFactor ? parts["level"].Values[t] * parts["season"].Values[t] : parts["level"].Values[t] + parts["season"].Values[t]);
        Close.To([.. expected], SeriesForecast.Mean(method, Demand, Horizon, Season), 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Ssa_LevelAndComponents_AddUpToTheForecast(int rank)
        => AddsUp(new SsaForecaster(new SsaOptions { Window = 24, Rank = rank }), rank + 1);

    [Fact]
    public void Mstl_RestAndSeason_AddUpToTheForecast() => AddsUp(new MstlForecaster(new MstlOptions()), 2);

    [Theory]
    [InlineData("theta")]
    [InlineData("theta-optimised")]
    [InlineData("theta-dynamic")]
    [InlineData("theta-dynamic-optimised")]
    public void Theta_LevelAndLineTimesSeason_MakeTheForecast(string name)
    {
        var method = ForecasterCatalog.Named([name])[0];
        var parts = Components(method, Demand).ToDictionary(static part => part.Name, static part => part.Values);
        Close.To([.. Enumerable.Range(Demand.Length, Horizon).Select(t => (parts["level"][t] + parts["line"][t]) * parts["season"][t])], SeriesForecast.Mean(method, Demand, Horizon, Season), 1e-9);
    }

    [Theory]
    [InlineData(CesSeason.None, 1)]
    [InlineData(CesSeason.Simple, 1)]
    [InlineData(CesSeason.Partial, 2)]
    [InlineData(CesSeason.Full, 2)]
    public void Ces_LevelAndSeason_AddUpToTheForecast(CesSeason kind, int count) => AddsUp(new CesForecaster(new CesOptions { Season = kind }), count);

    [Theory]
    [InlineData(0, 1, 1, 0, 1, 1, 2)]
    [InlineData(2, 0, 0, 1, 0, 0, 2)]
    [InlineData(1, 1, 1, 0, 0, 1, 4)]
    public void Arima_PastAndTerms_AddUpToTheForecast(int p, int d, int q, int seasonalP, int seasonalD, int seasonalQ, int count)
        => AddsUp(new ArimaForecaster(new ArimaOptions { Order = new ArimaOrder(p, d, q, seasonalP, seasonalD, seasonalQ, Constant: true) }), count);

    /// <summary>By hand: an autoregression of order one expects φ times the demand before; what is expected along the history is demand less the errors that the model was fitted to.</summary>
    [Fact]
    public void Arima_AutoregressivePart_IsTheLastDemandTimesOneNumber()
    {
        var part = Assert.Single(Components(new ArimaForecaster(new ArimaOptions { Order = new ArimaOrder(1, 0, 0) }), Demand)).Values;
        var phi = part[1] / Demand[0];
        Close.To([.. Enumerable.Range(1, Demand.Length).Select(t => phi * Demand[t - 1])], part.AsSpan(1, Demand.Length), 1e-9);
        Close.To(phi * part[Demand.Length], part[Demand.Length + 1], 1e-9);
        Assert.InRange(phi, 0.5, 1);
    }

    /// <summary>A level method's one part ends in its forecast, and stands still where nothing is known.</summary>
    [Fact]
    public void Level_IsTheForecast_AndStandsStillInAGap()
    {
        double[] demand = [double.NaN, 4, 0, 6, double.NaN, double.NaN, 5, 7];
        var level = Assert.Single(SeriesForecast.Components(ForecasterCatalog.Named(["mean"])[0], demand, 2)).Values;
        Close.To([4, 2, 10 / 3.0, 10 / 3.0, 10 / 3.0, 15 / 4.0, 22 / 5.0, 22 / 5.0, 22 / 5.0], level.AsSpan(1), 1e-12);
        Assert.True(double.IsNaN(level[0]));
    }

    private static void AddsUp(IForecaster method, int count)
    {
        var parts = Components(method, Demand);
        Assert.Equal(count, parts.Count);
        Close.To([.. Enumerable.Range(Demand.Length, Horizon).Select(t => parts.Sum(part => part.Values[t]))], SeriesForecast.Mean(method, Demand, Horizon, Season), 1e-8);
    }

    private static IReadOnlyList<ForecastComponent> Components(IForecaster method, double[] demand) => SeriesForecast.Components(method, demand, Horizon, Season);
}
