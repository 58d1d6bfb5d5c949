using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Ssa;

namespace SegmentationML.Core.Tests.Forecasting;

public class SsaTests
{
    [Theory]
    [InlineData(60, 12, 1)]
    [InlineData(60, 12, 3)]
    [InlineData(105, 52, 4)]
    [InlineData(105, 26, 6)]
    [InlineData(277, 52, 8)]
    [InlineData(40, 7, 2)]
    public void Forecast_IsBasicSsaByTheBook(int length, int window, int rank)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var demand = seed % 2 == 0 ? DemandSamples.Seasonal(seed, length, 12) : DemandSamples.Intermittent(seed, length, 0.4);
            var forecast = SeriesForecast.Mean(new SsaForecaster(new SsaOptions { Window = window, Rank = rank }), demand, 13);
            var reference = SsaReference.Forecast(demand, window, rank, 13);
            for (var step = 0; step < forecast.Length; step++)
            {
                Assert.True(Math.Abs(forecast[step] - reference[step]) < 1e-8, $"seed {seed}, step {step}: {forecast[step]} against {reference[step]}");
            }
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(7)]
    public void Forecast_APureSeason_IsContinuedExactly(int season)
    {
        var demand = Enumerable.Range(0, 8 * season).Select(t => 50 + (20 * Math.Sin(2 * Math.PI * t / season)) + (7 * Math.Cos(4 * Math.PI * t / season))).ToArray();
        var forecast = SeriesForecast.Mean(new SsaForecaster(new SsaOptions { EnergyShare = 0.999999, Window = 4 * season }), demand, season, season);
        Close.To(demand.AsSpan(0, season), forecast, 1e-9);
    }
}
