using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Combination;
using SegmentationML.Core.Forecasting.Drift;
using SegmentationML.Core.Forecasting.Mean;
using SegmentationML.Core.Forecasting.Naive;
using SegmentationML.Core.Forecasting.SeasonalNaive;
using SegmentationML.Core.Forecasting.Ses;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>Combinations by hand: members whose forecasts are known.</summary>
public class CombinationTests
{
    private static readonly double[] Demand = [2, 4, 3, 7, 5, 6, 9, 8, 12, 10, 13, 11, 14, 16, 15, 18];

    private static readonly IForecaster[] Members =
    [
        new NaiveForecaster(new()), new DriftForecaster(new()), new MeanForecaster(new()), new SesForecaster(new() { Alpha = 0.5, Start = SesStart.FirstValue }),
    ];

    [Fact]
    public void Rules_AreWhatTheySay()
    {
        var single = Members.Select(static member => SeriesForecast.Mean(member, Demand, 3)).ToArray();
        for (var step = 0; step < 3; step++)
        {
            var sorted = single.Select(mean => mean[step]).Order().ToArray();
            Close.To(sorted.Average(), Forecast(CombinationRule.Mean)[step], 1e-12);
            Close.To((sorted[1] + sorted[2]) / 2, Forecast(CombinationRule.Median)[step], 1e-12);
            Close.To((sorted[1] + sorted[2]) / 2, Forecast(CombinationRule.Trimmed)[step], 1e-12);
        }
    }

    /// <summary>One origin, three buckets before the end: weights in proportion to one over the mean squared errors there.</summary>
    [Fact]
    public void Weights_FallWithTheErrorsOfTheBackTest()
    {
        var single = Members.Select(static member => SeriesForecast.Mean(member, Demand, 3)).ToArray();
        var inverse = Members.Select(static member => 1 / SeriesForecast.Mean(member, Demand.AsSpan(..^3), 3).Zip(Demand[^3..], static (f, y) => (y - f) * (y - f)).Average()).ToArray();
        var expected = Enumerable.Range(0, 3).Select(step => inverse.Zip(single, (weight, mean) => weight * mean[step]).Sum() / inverse.Sum()).ToArray();
        Close.To(expected, SeriesForecast.Mean(new CombinationForecaster(new() { Rule = CombinationRule.Weighted, Members = Members, Origins = 1 }), Demand, 3), 1e-9);
    }

    /// <summary>Where the history is too short for a member, the last value stands in for it.</summary>
    [Fact]
    public void MemberThatNeedsMoreHistory_IsStoodInForByTheNaiveMethod()
    {
        var seasonal = new CombinationForecaster(new() { Rule = CombinationRule.Mean, Members = [new SeasonalNaiveForecaster(new()), new MeanForecaster(new())] });
        Assert.Equal(1, seasonal.MinimumHistory(12));
        Close.To([(3 + 3) / 2.0, (3 + 3) / 2.0], SeriesForecast.Mean(seasonal, [2.0, 4, 3], 2, 12), 1e-12);
        Close.To([(2 + 3) / 2.0, (4 + 3) / 2.0], SeriesForecast.Mean(seasonal, [2.0, 4, 3], 2, 3), 1e-12);
        Close.To([(3 + 3) / 2.0, (3 + 3) / 2.0], SeriesForecast.Mean(seasonal, [2.0, double.NaN, 4, 3], 2, 4), 1e-12);
    }

    [Fact]
    public void Options_SayWhatIsWrong()
    {
        Assert.Equal("SEG-FCST-051", Assert.Throws<ProblemException>(static () => new CombinationForecaster(new() { Members = [Members[0]] })).Problems[0].Code);
        Assert.Equal("SEG-FCST-052", Assert.Throws<ProblemException>(static () => new CombinationForecaster(new() { Origins = 0 })).Problems[0].Code);
    }

    private static double[] Forecast(CombinationRule rule) => SeriesForecast.Mean(new CombinationForecaster(new() { Rule = rule, Members = Members }), Demand, 3);
}
