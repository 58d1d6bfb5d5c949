using SegmentationML.Core.Forecasting;
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
