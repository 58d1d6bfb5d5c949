using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Ces;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>Complex exponential smoothing beside statsforecast 2.1.1 AutoCES, and by its recursion written plainly.</summary>
public class CesTests
{
    /// <summary>Mean squared one-step error and first three forecasts of AutoCES; its first states are found in another way, hence the tolerances.</summary>
    [Theory]
    [InlineData("AirPassengers", CesSeason.Full)]
    [InlineData("USAccDeaths", CesSeason.Partial)]
    [InlineData("Nile", CesSeason.None)]
    public void OfAKind_HasNoMoreErrorThanStatsforecast(string name, CesSeason kind)
    {
        var golden = GoldenForecasts.Load();
        var record = golden.Records("statsforecast", "AutoCES").Single(record => record.Series == name);
        var series = golden.Series(name);
        var model = new CesModel();
        model.Fit(series, golden.Frequency(name), kind);
        Assert.True(model.SquaredErrors / series.Length < record.Model("mse") * 1.02, $"{model.SquaredErrors / series.Length} against {record.Model("mse")}: {string.Join(", ", model.Weights.ToArray())}");
        var mean = SeriesForecast.Mean(new CesForecaster(new() { Season = kind }), series, record.Horizon, golden.Frequency(name));
        Close.To(record.Forecast, mean, 0.06, record.ToString());
    }

    /// <summary>From the state that the model ends in, the forecast is the recursion without errors; an error adds its effect to it: both by hand.</summary>
    [Fact]
    public void TheErrors_AreTheEffectsOfOneError()
    {
        var values = DemandSamples.Seasonal(41, 60, 30, level: 10, amplitude: 3, noise: 1);
        var model = new CesModel();
        model.Fit(values, 1, null);
        model.Forecast(values, new double[3]);
        var (real, imaginary) = (model.Weights[0], model.Weights[1]);
        var sd = new double[3];
        var lead = model.Errors(sd, 3);
        var (level, potential) = (real - imaginary, real + imaginary);
        var first = level;
        var second = level - ((1 - imaginary) * potential);
        var variance = model.Variance;
        Close.To([variance, variance * (1 + (first * first)), variance * (1 + (first * first) + (second * second))], sd.Select(static x => x * x).ToArray(), 1e-9);
        Close.To(variance * (1 + Math.Pow(1 + first, 2) + Math.Pow(1 + first + second, 2)), lead * lead, 1e-9);
    }

    [Fact]
    public void AnUnknownKind_IsAProblem()
        => Assert.Equal("SEG-FCST-048", Assert.Throws<ProblemException>(() => new CesForecaster(new() { Season = (CesSeason)9 })).Problems[0].Code);
}
