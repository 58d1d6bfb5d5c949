using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Theta;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>The classic Theta against R's thetaf; the others against their recursion written plainly, and near those of statsforecast.</summary>
public class ThetaTests
{
    /// <summary>R forecast 8.20, thetaf(y, h): where our weight has less squared error than theirs the forecasts differ, which is told by the weight; with hardly any weight R's start of the level is not at its optimum.</summary>
    [Fact]
    public void Classic_IsThatOfR()
    {
        var golden = GoldenForecasts.Load();
        var agreed = 0;
        foreach (var record in golden.Records("R forecast 8.20", "thetaf").Where(static record => !record.Refused))
        {
            var series = golden.Series(record.Series);
            var scale = series.Average();
            var model = new ThetaModel();
            if (scale == 0)
            {
                continue;
            }

            model.Fit([.. series.Select(value => value / scale)], (int)record.Number("m"), ThetaVariant.Classic);
            if (Math.Abs(model.State.Alpha - record.Model("alpha")) < 1e-3)
            {
                var mean = SeriesForecast.Mean(new ThetaForecaster(new()), series, record.Horizon, (int)record.Number("m"));
                for (var step = 0; step < mean.Length; step++)
                {
                    Assert.Equal(Math.Max(0, record.Forecast[step]), mean[step], (record.Model("alpha") > 0.01 ? 1e-3 : 1e-2) * series.Max());
                }

                agreed++;
            }
        }

        Assert.True(agreed >= 10, $"{agreed} records have our weight.");
    }

    /// <summary>statsforecast 2.1.1 fits three-step errors and decomposes otherwise: forecasts within 4 %.</summary>
    [Theory]
    [InlineData("OptimizedTheta", ThetaVariant.Optimised)]
    [InlineData("DynamicTheta", ThetaVariant.Dynamic)]
    [InlineData("DynamicOptimizedTheta", ThetaVariant.DynamicOptimised)]
    public void OnSmoothSeries_TheOthersAreNearThoseOfStatsforecast(string method, ThetaVariant variant)
    {
        var golden = GoldenForecasts.Load();
        string[] smooth = ["AirPassengers", "USAccDeaths", "Nile", "WWWusage", "UKgas"];
        foreach (var record in golden.Records("statsforecast", method).Where(record => smooth.Contains(record.Series) && !record.Refused))
        {
            var mean = SeriesForecast.Mean(new ThetaForecaster(new() { Variant = variant }), golden.Series(record.Series), record.Horizon, (int)record.Number("season_length"));
            Close.To(record.Forecast, mean, 0.04, record.ToString());
        }
    }

    /// <summary>The recursion of Fiorucci et al. (2016) with the parameters that were fitted gives the forecast; no nearby parameters have less error.</summary>
    /// <summary>A new item that sold 3 and then 6, or 1, 10 and 12, has no trend yet: no forecast leaves the range of its demand. (Fitted to so few, the line led to 101 and 79 after a year.)</summary>
    [Theory]
    [InlineData(ThetaVariant.Optimised, new double[] { 3, 6 })]
    [InlineData(ThetaVariant.Optimised, new double[] { 1, 10, 12 })]
    [InlineData(ThetaVariant.Dynamic, new double[] { 3, 6 })]
    [InlineData(ThetaVariant.DynamicOptimised, new double[] { 3, 6 })]
    [InlineData(ThetaVariant.DynamicOptimised, new double[] { 1, 11, 4, 13 })]
    [InlineData(ThetaVariant.Auto, new double[] { 3, 6 })]
    public void FewBuckets_ShowNoTrend(ThetaVariant variant, double[] demand)
    {
        var mean = new double[12];
        new ThetaForecaster(new ThetaOptions { Variant = variant }).Forecast(new DemandHistory(demand, 12, hasMissing: false), mean, new ForecastWorkspace());
        Assert.All(mean, m => Assert.InRange(m, demand.Min() - 1e-6, demand.Max() + 1e-6));
        Assert.Equal(mean[0], mean[^1], 1e-9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_IsTheLeastOfThePlainRecursion(bool dynamic)
    {
        double[] values = [.. DemandSamples.Seasonal(8, 60, 60, level: 1, amplitude: 0.4, noise: 0.1).Select(static (x, t) => x + (0.01 * t))];
        var model = new ThetaModel();
        model.Fit(values, 1, dynamic ? ThetaVariant.DynamicOptimised : ThetaVariant.Optimised);
        var state = model.State;
        var mean = new double[6];
        model.Forecast(values, mean);
        var (least, plain) = Plain(values, state.Alpha, state.Start, state.LineWeight, dynamic, 6);
        Close.To(least, state.SquaredErrors, 1e-9);
        Close.To(plain, mean, 1e-9);
        foreach (var (a, l, w) in from a in (double[])[-0.01, 0, 0.01] from l in (double[])[-0.01, 0, 0.01] from w in (double[])[-0.01, 0, 0.01] select (a, l, w))
        {
            var (alpha, weight) = (Math.Clamp(state.Alpha + a, 0.0001, 0.9999), Math.Clamp(state.LineWeight + w, 0, 1));
            Assert.True(Plain(values, alpha, state.Start + l, weight, dynamic, 1).SquaredErrors >= least * (1 - 1e-12));
        }
    }

    private static (double SquaredErrors, double[] Mean) Plain(double[] values, double alpha, double start, double weight, bool dynamic, int horizon)
    {
        var all = values.ToList();
        var (level, squares) = (start, 0.0);
        var line = Line(values);
        for (var t = 1; t <= values.Length + horizon; t++)
        {
            var (intercept, slope) = dynamic ? Line([.. all.Take(t - 1)]) : line;
            var fit = level + (weight * ((Math.Pow(1 - alpha, t - 1) * intercept) + ((1 - Math.Pow(1 - alpha, t)) / alpha * slope)));
            if (t > values.Length)
            {
                all.Add(fit);
            }
            else
            {
                squares += (all[t - 1] - fit) * (all[t - 1] - fit);
            }

            level = (alpha * all[t - 1]) + ((1 - alpha) * level);
        }

        return (squares, [.. all.Skip(values.Length)]);
    }

    private static (double Intercept, double Slope) Line(double[] values)
    {
        if (values.Length < 2)
        {
            return (values.Length == 0 ? 0 : values[0], 0);
        }

        var time = (values.Length + 1) / 2.0;
        var slope = values.Select((y, i) => (i + 1 - time) * y).Sum() / values.Select((_, i) => (i + 1 - time) * (i + 1 - time)).Sum();
        return (values.Average() - (slope * time), slope);
    }
}
