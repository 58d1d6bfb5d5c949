using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Drift;
using SegmentationML.Core.Forecasting.SeasonalWindowMean;
using SegmentationML.Core.Forecasting.WindowMean;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>Drift and the window means: by hand, and against statsforecast 2.1.1 and R forecast.</summary>
public class SimpleMethodTests
{
    private const double Fixed = 1e-9;

    /// <summary>Records: statsforecast RandomWalkWithDrift, R rwf(drift = TRUE); a forecast below zero is zero here.</summary>
    [Theory]
    [InlineData("statsforecast", "RandomWalkWithDrift")]
    [InlineData("R forecast 8.20", "rwf_drift")]
    [InlineData("R forecast 9.0.2", "rwf_drift")]
    public void Drift_IsTheirs(string package, string method) => Sweep(package, method, _ => new DriftForecaster(new()));

    [Fact]
    public void WindowMean_IsThatOfStatsforecast()
        => Sweep("statsforecast", "WindowAverage", record => new WindowMeanForecaster(new() { Window = (int)record.Number("window_size") }));

    [Fact]
    public void Drift_OverAGap_KeepsItsClock()
        => Close.To([6, 7], SeriesForecast.Mean(new DriftForecaster(new()), [1, double.NaN, 3, double.NaN, 5], 2), 1e-10);

    /// <summary>R 4.2.2, forecast 8.20: rwf(c(3, 5, 4, 8, 6), drift = TRUE, h = 2): upper limits at 80 % give sd 2.9261756 x sqrt(2) at step 2 by σ √(k (1 + k / (n − 1))); σ² = 7.5833 by hand.</summary>
    [Fact]
    public void Drift_ErrorsGrowAsTheFormulaSays()
    {
        var (mean, sd) = (new double[2], new double[2]);
        var detail = new ForecastDetail(mean, sd, 2, []);
        new DriftForecaster(new()).ForecastWithErrors(new DemandHistory([3, 5, 4, 8, 6], 1, hasMissing: false), ref detail, new ForecastWorkspace());
        var variance = ((1.25 * 1.25) + (1.75 * 1.75) + (3.25 * 3.25) + (2.75 * 2.75)) / 3;
        Close.To([6.75, 7.5], mean, Fixed);
        Close.To([Math.Sqrt(variance * 1.25), Math.Sqrt(variance * 2 * 1.5)], sd, Fixed);
    }

    [Fact]
    public void SeasonalWindowMean_IsTheMeanOfTheSameBucket()
    {
        double[] demand = [1, 10, 2, 20, 3, double.NaN, 6, 30];
        Close.To([(2 + 3 + 6) / 3.0, (20 + 30) / 2.0, 11 / 3.0], SeriesForecast.Mean(new SeasonalWindowMeanForecaster(new()), demand, 3, 2), Fixed);
        Close.To([6, 30], SeriesForecast.Mean(new SeasonalWindowMeanForecaster(new() { Seasons = 1 }), demand, 2, 2), Fixed);
    }

    [Fact]
    public void Windows_BelowOne_AreProblems()
    {
        Assert.Equal("SEG-FCST-040", Assert.Throws<ProblemException>(() => new WindowMeanForecaster(new() { Window = 0 })).Problems[0].Code);
        Assert.Equal("SEG-FCST-041", Assert.Throws<ProblemException>(() => new SeasonalWindowMeanForecaster(new() { Seasons = 0 })).Problems[0].Code);
    }

    private static void Sweep(string package, string method, Func<GoldenRecord, IForecaster> forecaster)
    {
        var golden = GoldenForecasts.Load();
        var records = golden.Records(package, method).Where(static record => !record.Refused).ToArray();
        Assert.Equal(17, records.Length);
        foreach (var record in records)
        {
            double[] expected = [.. record.Forecast.Select(static value => Math.Max(0, value))];
            var actual = SeriesForecast.Mean(forecaster(record), golden.Series(record.Series), record.Horizon);
            for (var step = 0; step < expected.Length; step++)
            {
                Assert.Equal(expected[step], actual[step], Fixed * Math.Max(1, expected[step]));
            }
        }
    }
}
