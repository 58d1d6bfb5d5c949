using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Croston;
using SegmentationML.Core.Forecasting.TsbFitted;
using SegmentationML.Core.Forecasting.Sbj;
using SegmentationML.Core.Forecasting.Imapa;
using SegmentationML.Core.Forecasting.Adida;
using SegmentationML.Core.Forecasting.CrostonFitted;
using SegmentationML.Core.Forecasting.Mean;
using SegmentationML.Core.Forecasting.Naive;
using SegmentationML.Core.Forecasting.Sba;
using SegmentationML.Core.Forecasting.SeasonalNaive;
using SegmentationML.Core.Forecasting.Ses;
using SegmentationML.Core.Forecasting.Tsb;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>Every golden record of statsforecast 2.1.1, R forecast 8.20 and tsintermittent 1.10 whose definition is ours.</summary>
/// <remarks>R forecast 9.0.2 is left out for Croston: it loses a last observation that is not zero. tsintermittent is compared at init = naive, which is our start.</remarks>
public class GoldenForecastTests
{
    private const double Fixed = 1e-9;
    private const double Optimised = 1e-6;

    [Theory]
    [InlineData("statsforecast", "Naive", 17)]
    [InlineData("R forecast 8.20", "naive", 17)]
    [InlineData("R forecast 9.0.2", "naive", 17)]
    public void Naive_IsTheirs(string package, string method, int records)
        => Sweep(package, method, _ => true, _ => new NaiveForecaster(new()), _ => 1, Fixed, records);

    [Theory]
    [InlineData("statsforecast", "HistoricAverage", 17)]
    [InlineData("R forecast 8.20", "meanf", 17)]
    [InlineData("R forecast 9.0.2", "meanf", 17)]
    public void Mean_IsTheirs(string package, string method, int records)
        => Sweep(package, method, _ => true, _ => new MeanForecaster(new()), _ => 1, Fixed, records);

    [Theory]
    [InlineData("statsforecast", "SeasonalNaive", "season_length", 15)]
    [InlineData("R forecast 8.20", "snaive", "m", 16)]
    [InlineData("R forecast 9.0.2", "snaive", "m", 16)]
    public void SeasonalNaive_IsTheirs(string package, string method, string season, int records)
        => Sweep(package, method, _ => true, _ => new SeasonalNaiveForecaster(new()), record => (int)record.Number(season), Fixed, records);

    [Fact]
    public void Ses_AtAFixedAlpha_IsTheirs()
    {
        Sweep("statsforecast", "SimpleExponentialSmoothing", _ => true, record => Ses(record.Number("alpha")), _ => 1, Fixed, 17);
        Sweep("R forecast 8.20", "ses", record => record.Text("initial") == "simple", record => Ses(record.Number("alpha")), _ => 1, Fixed, 17);
        Sweep("R tsintermittent", "sexsm", record => record.Text("init") == "naive", record => Ses(record.Number("w")), _ => 1, Fixed, 14);
    }

    /// <summary>statsforecast's golden section follows one valley of the error; where it ends in a worse one than ours (named here), ours is right.</summary>
    [Fact]
    public void Ses_FittedFromTheFirstValue_IsThatOfStatsforecast_OrHasLessError()
    {
        string[] worseValley = ["daily56_w7"];
        var options = new SesOptions { Start = SesStart.FirstValue };
        var golden = GoldenForecasts.Load();
        foreach (var record in golden.Records("statsforecast", "SimpleExponentialSmoothingOptimized"))
        {
            var demand = golden.Series(record.Series);
            if (worseValley.Contains(record.Series))
            {
                var ours = SquaredError(demand.AsSpan(1), SesFit.Best(demand, options).Alpha, demand[0]);
                Assert.True(ours < SquaredError(demand.AsSpan(1), record.Model("alpha"), demand[0]) * 0.99, record.ToString());
                continue;
            }

            Close.To(record.Forecast, SeriesForecast.Mean(new SesForecaster(options), demand, record.Horizon), Optimised, record.ToString());
        }
    }

    /// <summary>R searches weight and start by Nelder-Mead: ours must reach its squared error or less, and its forecast where the errors agree.</summary>
    [Theory]
    [InlineData("R forecast 8.20")]
    [InlineData("R forecast 9.0.2")]
    public void Ses_FittedWithItsStart_HasNoMoreErrorThanR(string package)
    {
        var options = new SesOptions { LowestAlpha = 0.0001, HighestAlpha = 0.9999 };
        var golden = GoldenForecasts.Load();
        var records = golden.Records(package, "ses").Where(static record => record.Text("initial") == "optimal").ToArray();
        Assert.Equal(17, records.Length);
        foreach (var record in records)
        {
            var demand = golden.Series(record.Series);
            var state = SesFit.Best(demand, options);
            var theirs = SquaredError(demand, record.Model("par", "alpha"), record.Model("par", "l"));
            var ours = SquaredError(demand, state.Alpha, state.Start);
            Assert.True(ours <= theirs * (1 + 1e-9), $"{record}: {ours:R} against {theirs:R}");
            if (ours > theirs * (1 - 1e-7))
            {
                Close.To(record.Forecast, SeriesForecast.Mean(new SesForecaster(options), demand, record.Horizon), 1e-3, record.ToString());
            }
        }
    }

    private static double SquaredError(ReadOnlySpan<double> demand, double alpha, double start)
    {
        var level = start;
        double sum = 0;
        foreach (var value in demand)
        {
            sum += (value - level) * (value - level);
            level = (alpha * value) + ((1 - alpha) * level);
        }

        return sum;
    }

    [Fact]
    public void Croston_IsTheirs()
    {
        Sweep("statsforecast", "CrostonClassic", _ => true, record => Croston(record.Number("alpha")), _ => 1, Fixed, 15);
        Sweep("R forecast 8.20", "croston", _ => true, record => Croston(record.Number("alpha")), _ => 1, Fixed, 30);
        Sweep("R tsintermittent", "crost", record => IsNaive(record, "croston"), _ => Croston(0.1), _ => 1, Fixed, 12);
    }

    [Fact]
    public void Sba_IsTheirs()
    {
        Sweep("statsforecast", "CrostonSBA", record => record.Text("conformal").Length == 0, record => Sba(record.Number("alpha")), _ => 1, Fixed, 15);
        Sweep("R tsintermittent", "crost", record => IsNaive(record, "sba"), _ => Sba(0.1), _ => 1, Fixed, 12);
    }

    [Fact]
    public void Tsb_IsTheirs()
    {
        Sweep("statsforecast", "TSB", _ => true, record => Tsb(record.Number("alpha_d"), record.Number("alpha_p")), _ => 1, Fixed, 30);
        Sweep("R tsintermittent", "tsb", record => record.Text("init") == "naive", _ => Tsb(0.1, 0.1), _ => 1, Fixed, 13);
    }

    [Fact]
    public void Sbj_IsTheirs()
        => Sweep("R tsintermittent", "crost", record => IsNaive(record, "sbj"), _ => new SbjForecaster(new()), _ => 1, Fixed, 12);

    [Fact]
    public void CrostonFitted_Adida_AndImapa_AreThoseOfStatsforecast()
    {
        Sweep("statsforecast", "CrostonOptimized", _ => true, _ => new CrostonFittedForecaster(new()), _ => 1, Optimised, 15);
        Sweep("statsforecast", "ADIDA", IsPlain, _ => new AdidaForecaster(new()), _ => 1, Optimised, 15);
        Sweep("statsforecast", "IMAPA", record => IsPlain(record) && record.Series != "single_hit20", _ => new ImapaForecaster(new()), _ => 1, Optimised, 14);
    }

    /// <summary>
    /// Two blocks 7, 0 are as well forecast by every weight: ours is the middle of the bounds, 0.2, statsforecast's 0.2382 where its search stops by rounding.
    /// By hand, sizes 1 to 12: weight 0.1 up to 6, 0.2 beyond.
    /// </summary>
    [Fact]
    public void Imapa_WhereEveryWeightIsAsGood_TakesTheMiddle()
    {
        double[] demand = [.. new double[11], 7, .. new double[8]];
        Close.To(0.3423303810207, SeriesForecast.Mean(new ImapaForecaster(new()), demand, 1)[0], 1e-11);
    }

    /// <summary>R searches by Nelder-Mead or Brent from one start: our distance must be no larger, and our forecast theirs where the weights are.</summary>
    [Theory]
    [InlineData("mar", true)]
    [InlineData("mar", false)]
    [InlineData("mse", true)]
    [InlineData("mse", false)]
    public void CrostonFittedToTheRate_IsNoFurtherFromItThanTsintermittent(string cost, bool starts)
    {
        var golden = GoldenForecasts.Load();
        var records = golden.Records("R tsintermittent", "crost").Where(record => !record.Refused && record.Text("cost") == cost && record.Text("init") == (starts ? "mean" : "naive")).ToArray();
        Assert.True(records.Length >= 36);
        foreach (var record in records)
        {
            var demand = golden.Series(record.Series);
            var options = new CrostonFittedOptions
            {
                Criterion = Criterion(cost),
                Correction = record.Text("type") switch { "sba" => CrostonCorrection.SyntetosBoylan, "sbj" => CrostonCorrection.ShaleBoylanJohnston, _ => CrostonCorrection.None },
                SameWeight = !starts,
                FitStart = starts,
                LowestAlpha = 0,
                HighestAlpha = 1,
            };
            double[] theirs = [record.Model("weights", 0), record.Model("weights", 1), record.Model("initial", 0), record.Model("initial", 1)];
            CompareFits(new CrostonFittedForecaster(options), demand, theirs, record, cost);
        }
    }

    [Fact]
    public void TsbFittedToTheRate_IsNoFurtherFromItThanTsintermittent()
    {
        var golden = GoldenForecasts.Load();
        var records = golden.Records("R tsintermittent", "tsb").Where(static record => !record.Refused && record.Text("cost") == "mar").ToArray();
        Assert.True(records.Length >= 12);
        foreach (var record in records)
        {
            double[] theirs = [record.Model("weights", 0), record.Model("weights", 1), record.Model("initial", 0), record.Model("initial", 1)];
            CompareFits(new TsbFittedForecaster(new() { Criterion = RateCriterion.AbsoluteRate, FitStart = true, LowestAlpha = 0, HighestAlpha = 1 }), golden.Series(record.Series), theirs, record, "mar");
        }
    }

    private static void CompareFits(LevelForecaster method, double[] demand, double[] theirs, GoldenRecord record, string cost)
    {
        var ours = new double[4];
        var detail = new ForecastDetail(new double[1], new double[1], 1, ours);
        method.ForecastWithErrors(new DemandHistory(demand, 1, hasMissing: false), ref detail, new ForecastWorkspace());
        var kept = new ForecastDetail(new double[1], new double[1], 1, [.. theirs]) { ParameterUse = ParameterUse.Keep };
        method.ForecastWithErrors(new DemandHistory(demand, 1, hasMissing: false), ref kept, new ForecastWorkspace());
        Close.To(record.Forecast[0], kept.Mean[0], 1e-9, $"{record} with their parameters");
        var (distance, bound) = (Distance(method, demand, ours, cost), Distance(method, demand, theirs, cost));
        Assert.True(distance <= (bound * (1 + 1e-6)) + 1e-9, $"{record}: {distance:R} with {string.Join(" ", ours)} against {bound:R} with {string.Join(" ", theirs)}");
    }

    /// <summary>The criterion written out, from the path of forecasts at kept parameters.</summary>
    private static double Distance(LevelForecaster method, double[] demand, double[] parameters, string cost)
    {
        var flat = (int)Math.Ceiling(0.3 * demand.Length);
        var first = method is CrostonFittedForecaster ? Array.FindIndex(demand, static x => x > 0) + 1 : 1;
        double sum = 0;
        for (var t = first; t < demand.Length; t++)
        {
            var detail = new ForecastDetail(new double[1], new double[1], 1, [.. parameters]) { ParameterUse = ParameterUse.Keep };
            method.ForecastWithErrors(new DemandHistory(demand.AsSpan(0, t), 1, hasMissing: false), ref detail, new ForecastWorkspace());
            var target = demand.Take(Math.Max(t + 1, flat)).Average();
            sum += cost == "mar" ? Math.Abs(detail.Mean[0] - target) : (detail.Mean[0] - demand[t]) * (detail.Mean[0] - demand[t]);
        }

        return sum;
    }

    private static RateCriterion Criterion(string cost) => cost == "mar" ? RateCriterion.AbsoluteRate : RateCriterion.SquaredError;

    private static bool IsPlain(GoldenRecord record) => record.Text("conformal").Length == 0;

    /// <summary>Fitted values are the forecasts made one bucket earlier: a back-test at every origin must give them.</summary>
    [Theory]
    [InlineData("Naive")]
    [InlineData("SimpleExponentialSmoothing")]
    [InlineData("CrostonClassic")]
    [InlineData("CrostonSBA")]
    [InlineData("TSB")]
    public void ForecastFrom_AtEveryOrigin_IsTheFittedPathOfStatsforecast(string method)
    {
        var golden = GoldenForecasts.Load();
        var compared = 0;
        foreach (var record in golden.Records("statsforecast", method).Where(static record => !record.Refused && record.HasFitted && record.Text("conformal").Length == 0))
        {
            var demand = golden.Series(record.Series);
            int[] origins = [.. Enumerable.Range(1, demand.Length - 1)];
            var means = new double[origins.Length];
            Forecaster(method, record).ForecastFrom(new DemandHistory(demand, 1, hasMissing: false), origins, 1, means, new ForecastWorkspace());
            Close.To(record.Fitted.AsSpan(1), means, 1e-9, record.ToString());
            compared++;
        }

        Assert.True(compared >= 11, $"Only {compared} records have a fitted path.");
    }

    private static IForecaster Forecaster(string method, GoldenRecord record) => method switch
    {
        "Naive" => new NaiveForecaster(new()),
        "SimpleExponentialSmoothing" => Ses(record.Number("alpha")),
        "CrostonClassic" => Croston(record.Number("alpha")),
        "CrostonSBA" => Sba(record.Number("alpha")),
        _ => Tsb(record.Number("alpha_d"), record.Number("alpha_p")),
    };

    private static bool IsNaive(GoldenRecord record, string type)
        => record.Text("type") == type && record.Text("init") == "naive" && record.Text("cost").Length == 0;

    private static SesForecaster Ses(double alpha) => new(new SesOptions { Alpha = alpha, Start = SesStart.FirstValue });

    private static CrostonForecaster Croston(double alpha) => new(new CrostonOptions { Alpha = alpha });

    private static SbaForecaster Sba(double alpha) => new(new SbaOptions { Alpha = alpha });

    private static TsbForecaster Tsb(double size, double probability) => new(new TsbOptions { SizeAlpha = size, ProbabilityAlpha = probability });

    private static void Sweep(
        string package, string method, Func<GoldenRecord, bool> ours, Func<GoldenRecord, IForecaster> forecaster, Func<GoldenRecord, int> season, double tolerance, int records)
    {
        var golden = GoldenForecasts.Load();
        var compared = 0;
        foreach (var record in golden.Records(package, method).Where(record => ours(record) && !record.Refused))
        {
            var forecast = SeriesForecast.Mean(forecaster(record), golden.Series(record.Series), record.Horizon, season(record));
            Close.To(record.Forecast, forecast, tolerance, record.ToString());
            compared++;
        }

        Assert.True(compared >= records, $"{package} {method}: {compared} records compared, at least {records} expected.");
    }
}
