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

    /// <summary>The vector forecast by the book: the projector moves the newest lagged vector on, diagonal means give the buckets.</summary>
    [Theory]
    [InlineData(60, 12, 3)]
    [InlineData(105, 26, 4)]
    public void VectorForecast_IsThatOfTheBook(int length, int window, int rank)
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var demand = DemandSamples.Seasonal(seed, length, 12);
            var forecast = SeriesForecast.Mean(new SsaForecaster(new SsaOptions { Window = window, Rank = rank, Continuation = SsaContinuation.Vector }), demand, 9);
            Close.To(SsaReference.VectorForecast(demand, window, rank, 9), forecast, 1e-8, $"seed {seed}");
        }
    }

    [Fact]
    public void VectorForecast_OfAPureSeason_IsExact()
    {
        var demand = Enumerable.Range(0, 96).Select(t => 50 + (20 * Math.Sin(2 * Math.PI * t / 12))).ToArray();
        Close.To(demand.AsSpan(0, 12), SeriesForecast.Mean(new SsaForecaster(new SsaOptions { Window = 24, Rank = 3, Continuation = SsaContinuation.Vector }), demand, 12, 12), 1e-8);
    }

    /// <summary>A season in white noise of standard deviation 5: formula and bootstrap agree with it and with each other; the bootstrap knows the error of the directions too.</summary>
    [Theory]
    [InlineData(SsaContinuation.Recurrent)]
    [InlineData(SsaContinuation.Vector)]
    public void Spread_ByFormulaAndByBootstrap_AreThatOfTheNoise(SsaContinuation continuation)
    {
        var demand = DemandSamples.Seasonal(17, 240, 12);
        var formula = Errors(demand, new SsaOptions { Window = 24, Rank = 2, Spread = SsaSpread.Formula, Continuation = continuation });
        var bootstrap = Errors(demand, new SsaOptions { Window = 24, Rank = 2, Spread = SsaSpread.Bootstrap, Continuation = continuation });
        for (var step = 0; step < formula.Steps.Length; step++)
        {
            Assert.InRange(formula.Steps[step], 4.5, 7);
            Assert.InRange(bootstrap.Steps[step], 0.85 * formula.Steps[step], 1.3 * formula.Steps[step]);
        }

        Assert.InRange(bootstrap.LeadTime, 0.7 * formula.LeadTime, 1.6 * formula.LeadTime);
        Assert.Equal(bootstrap.Steps, Errors(demand, new SsaOptions { Window = 24, Rank = 2, Spread = SsaSpread.Bootstrap, Continuation = continuation }).Steps);
    }

    [Fact]
    public void OnIntermittentDemand_NoVariantIsNegative()
    {
        foreach (var continuation in (SsaContinuation[])[SsaContinuation.Recurrent, SsaContinuation.Vector])
        {
            for (ulong seed = 0; seed < 30; seed++)
            {
                var mean = SeriesForecast.Mean(new SsaForecaster(new SsaOptions { EnergyShare = 0.9, Continuation = continuation }), DemandSamples.Intermittent(seed, 105, 0.8), 13, 12);
                Assert.All(mean, static value => Assert.True(value >= 0));
            }
        }
    }

    /// <summary>A season on a slope with a third of its buckets masked: the signal is found again, and goes on as if nothing were missing.</summary>
    [Fact]
    public void Gaps_AreFilledBySignal_NotByTheSeasonBefore()
    {
        var whole = Enumerable.Range(0, 108).Select(static t => 80 + (0.5 * t) + (20 * Math.Sin(2 * Math.PI * t / 12))).ToArray();
        var options = new SsaOptions { Window = 24, Rank = 4 };
        var (masked, filled) = (whole.ToArray(), new double[96]);
        for (var t = 5; t < 90; t += t % 2 == 0 ? 4 : 3)
        {
            masked[t] = double.NaN;
        }

        masked.AsSpan(40, 6).Fill(double.NaN);
        var history = masked.AsSpan(0, 96);
        GapFill.Fill(history, 12, filled);
        var before = Distance(whole, filled);
        SsaGaps.Refine(history, 12, options, filled, new ForecastWorkspace());
        Assert.True(Distance(whole, filled) < 0.05 * before, $"{Distance(whole, filled)} against {before}");
        var (with, without) = (SeriesForecast.Mean(new SsaForecaster(options), masked.AsSpan(0, 96), 12, 12), SeriesForecast.Mean(new SsaForecaster(options), whole.AsSpan(0, 96), 12, 12));
        Close.To(without, with, 5e-3);
    }

    /// <summary>What was filled in is no error: half of the buckets masked does not make the measured errors small.</summary>
    [Fact]
    public void Errors_AreNotMeasuredOnMaskedBuckets()
    {
        var demand = DemandSamples.Seasonal(17, 240, 12);
        var options = new SsaOptions { Window = 12, Rank = 2 };
        var masked = demand.Select((value, t) => t % 3 == 1 ? double.NaN : value).ToArray();
        var (all, some) = (Errors(demand, options), Errors(masked, options, hasMissing: true));
        Assert.InRange(some.Steps[0], 0.9 * all.Steps[0], 1.4 * all.Steps[0]);
    }

    [Fact]
    public void TooFewPaths_AreAProblem()
        => Assert.Equal("SEG-FCST-015", Assert.Throws<ProblemException>(static () => new SsaForecaster(new SsaOptions { Paths = 3 })).Problems[0].Code);

    private static double Distance(double[] whole, double[] filled) => Math.Sqrt(filled.Select((value, t) => (value - whole[t]) * (value - whole[t])).Sum());

    private static (double[] Steps, double LeadTime) Errors(double[] demand, SsaOptions options, bool hasMissing = false)
    {
        var (mean, sd) = (new double[12], new double[12]);
        var detail = new ForecastDetail(mean, sd, 12, new double[2]);
        new SsaForecaster(options).ForecastWithErrors(new DemandHistory(demand, 12, hasMissing), ref detail, new ForecastWorkspace());
        return (sd, detail.Spread.LeadTimeSd);
    }
}
