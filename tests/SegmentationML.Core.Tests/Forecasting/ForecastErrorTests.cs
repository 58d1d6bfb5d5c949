using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Naive;
using SegmentationML.Core.Forecasting.SeasonalNaive;
using SegmentationML.Core.Forecasting.Ses;
using SegmentationML.Core.Forecasting.Ssa;
using SegmentationML.Core.Forecasting.Tsb;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>Error spreads against forecasts made after every bucket of the history, one by one.</summary>
public class ForecastErrorTests
{
    private const int Horizon = 6;

    public static TheoryData<int, int> Cases => new() { { 0, 1 }, { 0, 5 }, { 1, 4 }, { 1, 15 }, { 2, 3 }, { 2, 8 }, { 3, 6 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Measured_IsTheRootMeanSquareOfForecastsMadeAfterEveryBucket(int method, int leadTime)
    {
        const int Season = 7;
        IForecaster forecaster = method switch
        {
            0 => new SesForecaster(new SesOptions { Alpha = 0.2, Start = SesStart.FirstValue }),
            1 => new SeasonalNaiveForecaster(new()),
            2 => new TsbForecaster(new()),
            _ => new NaiveForecaster(new()),
        };
        double[] demand = [.. new double[10], .. DemandSamples.Intermittent(8, 90, 0.4)];
        var (sd, spread) = Spread(forecaster, demand, Season, leadTime);
        var first = Array.FindIndex(demand, static x => x > 0) + (method == 1 ? Season : 1);
        for (var step = 1; step <= Horizon; step++)
        {
            // The seasonal naive forecast of a bucket is the same from every origin of its season: each bucket counts once.
            var begin = method == 1 ? first - step + 1 : first;
            var errors = Enumerable.Range(begin, demand.Length - begin - step + 1)
                .Select(t => demand[t + step - 1] - SeriesForecast.Mean(forecaster, demand.AsSpan(0, t), step, Season)[^1]).ToArray();
            Close.To(Math.Sqrt(errors.Average(static e => e * e)), sd[step - 1], 1e-10, $"step {step}");
        }

        var sums = Enumerable.Range(first, demand.Length - first - leadTime + 1)
            .Select(t => demand.AsSpan(t, leadTime).ToArray().Sum() - SeriesForecast.Mean(forecaster, demand.AsSpan(0, t), leadTime, Season).Sum()).ToArray();
        Assert.Equal(sums.Length, spread.LeadTimeErrors);
        Close.To(Math.Sqrt(sums.Average(static e => e * e)), spread.LeadTimeSd, 1e-10, "lead time");
    }

    [Theory]
    [InlineData(12, 3, 1)]
    [InlineData(12, 3, 5)]
    [InlineData(9, 1, 4)]
    public void Ssa_MeasuredAlongTheHistory_IsItsOwnFilterAppliedAtEveryMoment(int window, int rank, int leadTime)
    {
        var demand = DemandSamples.Seasonal(4, 120, 12);
        var forecaster = new SsaForecaster(new SsaOptions { Window = window, Rank = rank });
        var (sd, spread) = Spread(forecaster, demand, 12, leadTime);
        var workspace = new ForecastWorkspace();
        var model = SsaModel.Fit(demand, 12, Math.Max(Horizon, leadTime), new SsaOptions { Window = window, Rank = rank }, workspace);
        var first = 2 * (window - 1);
        var means = new double[Math.Max(Horizon, leadTime)];
        var squares = new double[Horizon];
        double sums = 0;
        for (var t = first; t < demand.Length; t++)
        {
            model.Forecast(demand.AsSpan(0, t), means, workspace);
            for (var step = 0; step < Horizon && t + step < demand.Length; step++)
            {
                squares[step] += Math.Pow(demand[t + step] - means[step], 2);
            }

            sums += t + leadTime <= demand.Length ? Math.Pow(demand.AsSpan(t, leadTime).ToArray().Sum() - means.AsSpan(0, leadTime).ToArray().Sum(), 2) : 0;
        }

        for (var step = 0; step < Horizon; step++)
        {
            Close.To(Math.Sqrt(squares[step] / (demand.Length - first - step)), sd[step], 1e-9, $"step {step}");
        }

        Close.To(Math.Sqrt(sums / (demand.Length - first - leadTime + 1)), spread.LeadTimeSd, 1e-9, "lead time");
    }

    [Fact]
    public void Ssa_OnAShortHistory_TakesTheFormula_WhichIsTheSpreadOfSimulatedForecasts()
    {
        // A sine in white noise of sd 5: the forecast error holds the new noise and the noise that passes the filter.
        const int Length = 60;
        var errors = new List<double>();
        var formula = new List<double>();
        for (ulong seed = 0; seed < 400; seed++)
        {
            var demand = DemandSamples.Seasonal(seed, Length + 1, 12, level: 200);
            var forecaster = new SsaForecaster(new SsaOptions { Window = 29, Rank = 2 });
            var history = demand[..Length];
            errors.Add(demand[^1] - SeriesForecast.Mean(forecaster, history, 1, 12)[0]);
            var (_, spread) = Spread(forecaster, history, 12, 1);
            formula.Add(spread.OneStepSd);
        }

        var simulated = Math.Sqrt(errors.Average(static e => e * e));
        // The directions themselves are estimated, which the formula leaves out.
        Assert.InRange(formula.Average() / simulated, 0.8, 1.05);
    }

    [Fact]
    public void TooShortToMeasure_TheMethodsOwnModelTakesOver()
    {
        double[] demand = [4, 6, 3, 5, 4];
        var (sd, spread) = Spread(new NaiveForecaster(new()), demand, 1, 3);
        var oneStep = Math.Sqrt((4 + 9 + 4 + 1) / 4.0);
        Assert.Equal(0, spread.LeadTimeErrors);
        Close.To(oneStep * Math.Sqrt(3), spread.LeadTimeSd, 1e-12);
        for (var step = 1; step <= Horizon; step++)
        {
            Close.To(oneStep * Math.Sqrt(step), sd[step - 1], 1e-12, $"a random walk at step {step}");
        }
    }

    /// <summary>By hand: 7 in one of 20 buckets, mean 0.35, variance mean × 49 / 7.</summary>
    [Fact]
    public void ASingleDemandAtTheEnd_HasTheSpreadOfARareArrival()
    {
        double[] demand = [.. new double[19], 7];
        var (_, spread) = Spread(new TsbForecaster(new()), demand, 1, 1);
        Close.To(Math.Sqrt(0.35 * 7), spread.OneStepSd, 1e-12);
    }

    private static (double[] Sd, ErrorSpread Spread) Spread(IForecaster forecaster, double[] demand, int season, int leadTime)
    {
        var sd = new double[Horizon];
        var detail = new ForecastDetail(new double[Math.Max(Horizon, leadTime)], sd, leadTime, new double[forecaster.ParameterNames.Count]);
        forecaster.ForecastWithErrors(new DemandHistory(demand, season, hasMissing: false), ref detail, new ForecastWorkspace());
        return (sd, detail.Spread);
    }
}
