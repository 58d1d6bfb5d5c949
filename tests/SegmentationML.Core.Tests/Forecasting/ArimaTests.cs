using MathNet.Numerics.LinearAlgebra;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Arima;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>ARIMA: R's likelihoods are reached or passed; the likelihood is the normal density written out, missing buckets left out of it.</summary>
public class ArimaTests
{
    /// <summary>R forecast 8.20, Arima(y, order, seasonal): our log-likelihood may lie 1e-3 below at most; where both agree to 1e-4, so do the forecasts to 1e-3.</summary>
    [Fact]
    public void FixedOrders_ReachTheLikelihoodsOfR()
    {
        var golden = GoldenForecasts.Load();
        var compared = 0;
        foreach (var record in golden.Records("R forecast 8.20", "Arima").Where(static record => !record.Refused))
        {
            var order = Order(record);
            var series = golden.Series(record.Series);
            var season = golden.Frequency(record.Series);
            var (_, likelihood) = Fit(series, season, order);
            var theirs = record.Model("loglik");
            Assert.True(likelihood > theirs - (order.SeasonalD > 0 ? 1.2e-3 : 1e-3), $"{record}: {likelihood:R} against {theirs:R}");
            if (likelihood < theirs + 1e-4)
            {
                var mean = SeriesForecast.Mean(new ArimaForecaster(new() { Order = order }), series, record.Horizon, season);
                Assert.All(mean.Zip(record.Forecast), pair => Assert.Equal(Math.Max(0, pair.Second), pair.First, 1e-3 * series.Max()));
            }

            compared++;
        }

        Assert.Equal(21, compared);
    }

    /// <summary>R 4.2.2, arima(diff(diff(USAccDeaths, 12)), c(0, 0, 1), seasonal = c(0, 0, 1), include.mean = FALSE): -425.441102431. Of the undifferenced series R says -425.439993553: its prior for the first buckets is wide, not flat.</summary>
    [Fact]
    public void DifferencedDemand_HasTheExactLikelihood()
        => Assert.Equal(-425.441102431, Fit(GoldenForecasts.Load().Series("USAccDeaths"), 12, new ArimaOrder(0, 1, 1, 0, 1, 1)).LogLikelihood, 1e-7);

    /// <summary>R forecast 8.20, auto.arima(y): AICc compared where the differences are the same, for they change the data that it belongs to.</summary>
    [Fact]
    public void TheChoice_IsNoWorseThanThatOfR()
    {
        var golden = GoldenForecasts.Load();
        Assert.All(golden.Records("R forecast 8.20", "auto.arima").Where(static record => !record.Refused), record =>
        {
            var series = golden.Series(record.Series);
            if (series.Max() > series.Min())
            {
                var (model, likelihood) = Fit(series, golden.Frequency(record.Series), null);
                var criterion = model.Criterion - model.Deviance - (2 * likelihood);
                Assert.True(criterion < record.Model("aicc") + 0.1, $"{record}: {model.Order} {criterion:R} against {record.Model("aicc"):R}");
            }
        });
    }

    [Fact]
    public void OnM1_TheChoice_IsNoWorseThanThatOfR()
    {
        var compared = 0;
        Assert.All(MOneOracle.Rows, row =>
        {
            var (model, likelihood) = Fit(MOneOracle.Series(row.Series), row.Season, null);
            var criterion = model.Criterion - model.Deviance - (2 * likelihood);
            var (theirs, ours) = (Differences(row.Arima), Differences(model.Order.ToString().Replace(',', ';')));
            if (theirs == ours)
            {
                compared++;
                Assert.True(criterion < row.ArimaCriterion + 0.1, $"{row.Series} {model.Order} {criterion:R} against {row.Arima} {row.ArimaCriterion:R}");
            }
        });
        Assert.True(compared >= 40, $"{compared} series have R's differences.");
    }

    /// <summary>The density of the observed differenced values, by the whole covariance matrix; without and with gaps.</summary>
    [Theory]
    [InlineData(1, 0, 1, 0, 0)]
    [InlineData(2, 0, 0, 1, 0)]
    [InlineData(0, 0, 2, 0, 1)]
    [InlineData(2, 0, 1, 1, 1)]
    public void TheLikelihood_IsTheNormalDensity(int p, int d, int q, int seasonalP, int seasonalQ)
    {
        const int Season = 4;
        var order = new ArimaOrder(p, d, q, seasonalP, 0, seasonalQ, Constant: true);
        var full = DemandSamples.Seasonal(31, 40, Season, level: 5, amplitude: 1, noise: 1);
        double[] gaps = [.. full];
        foreach (var at in (int[])[3, 9, 10, 39])
        {
            gaps[at] = double.NaN;
        }

        double[] point = [.. Enumerable.Range(0, order.Terms).Select(static i => 0.5 - (0.3 * i))];
        foreach (var values in (double[][])[full, gaps])
        {
            var likelihood = new ArimaLikelihood();
            likelihood.Set(values, Season, order, []);
            var value = likelihood.Deviance(likelihood.At(point));
            Close.To(Dense(values, likelihood), value, 1e-9);
        }
    }

    /// <summary>A random walk over a gap of two buckets is one step of three times the variance: by hand.</summary>
    [Fact]
    public void GapsInARandomWalk_AreInterpolatedAndCostNothing()
    {
        double[] values = [.. DemandSamples.Seasonal(32, 60, 60, level: 9, amplitude: 2, noise: 0.5)];
        values[20] = double.NaN;
        values[21] = double.NaN;
        var likelihood = new ArimaLikelihood();
        likelihood.Set(values, 1, new ArimaOrder(0, 1, 0), []);
        var value = likelihood.Deviance(likelihood.At([]));

        // Steps of one bucket and one of three, whose variance is three times as large.
        double squares = 0;
        for (var t = 1; t < 60; t++)
        {
            squares += t is 20 or 21 or 22 ? 0 : Math.Pow(values[t] - values[t - 1], 2);
        }

        squares += Math.Pow(values[22] - values[19], 2) / 3;
        Close.To((57 * (Math.Log(2 * Math.PI * squares / 57) + 1)) + Math.Log(3), value, 1e-10);
        var filled = values.ToArray();
        likelihood.Complete(filled);
        Close.To(values[19] + ((values[22] - values[19]) / 3), filled[20], 1e-10);
    }

    /// <summary>A regressor's effect is found again, and the forecast follows its future.</summary>
    [Fact]
    public void Regressors_AreFittedWithTheErrorsOfTheModel()
    {
        const int Length = 80, Horizon = 5;
        var promotion = Enumerable.Range(0, Length + Horizon).Select(static t => t % 7 == 3 ? 1.0 : 0).ToArray();
        double[] values = [.. DemandSamples.Seasonal(33, Length, Length, level: 10, amplitude: 0, noise: 0.3).Select((x, t) => x + (4 * promotion[t]))];
        var model = new ArimaModel();
        model.UseRegressors(promotion, promotion.Length);
        model.Fit(values, 1, new ArimaOptions { Order = new ArimaOrder(1, 0, 0, Constant: true) });
        var mean = new double[Horizon];
        model.Forecast(values, mean);
        for (var h = 0; h < Horizon; h++)
        {
            Assert.Equal(10 + (4 * promotion[Length + h]), mean[h], 0.35);
        }
    }

    /// <summary>(0,1,1): ψ = 1, 1 + θ, 1 + θ, …; the sum over L buckets by hand.</summary>
    [Fact]
    public void Errors_FollowThePsiWeights()
    {
        var values = DemandSamples.Seasonal(34, 60, 30, level: 10, amplitude: 3, noise: 1);
        var model = new ArimaModel();
        model.Fit(values, 1, new ArimaOptions { Order = new ArimaOrder(0, 1, 1) });
        model.Forecast(values, new double[4]);
        var sd = new double[4];
        var lead = model.Errors(sd, 3);
        var gain = Math.Sqrt((sd[1] * sd[1] / model.Variance) - 1);
        Close.To([1, 1 + (gain * gain), 1 + (2 * gain * gain), 1 + (3 * gain * gain)], sd.Select(x => x * x / model.Variance).ToArray(), 1e-9);
        Close.To(1 + Math.Pow(1 + gain, 2) + Math.Pow(1 + (2 * gain), 2), lead * lead / model.Variance, 1e-9);
    }

    /// <summary>Eight values have no lag in the variance: Σ S² / (n Σ (x − mean)²).</summary>
    /// <summary>R 4.2.2, forecast 8.20: D = nsdiffs(y) and d = ndiffs(diff(y, lag of D seasons)), both by their default tests (seasonal strength, KPSS).</summary>
    [Theory]
    [InlineData("AirPassengers", 1, 1)]
    [InlineData("USAccDeaths", 1, 1)]
    [InlineData("Nile", 1, 0)]
    [InlineData("smooth40", 0, 0)]
    [InlineData("monthly300_17", 0, 1)]
    public void Differences_AreThoseOfR(string name, int differences, int seasonal)
    {
        var golden = GoldenForecasts.Load();
        Assert.Equal((differences, seasonal), new ArimaSearch(new ArimaFit()).Differences(golden.Series(name), golden.Frequency(name)));
    }

    [Fact]
    public void Kpss_IsItsFormula()
    {
        double[] values = [1, 3, 2, 5, 4, 6, 8, 7];
        var mean = values.Average();
        double running = 0;
        var sums = values.Select(x => running += x - mean).Sum(static s => s * s);
        Close.To(sums / 8 / values.Sum(x => (x - mean) * (x - mean)), UnitRootTests.Kpss(values), 1e-12);
    }

    [Fact]
    public void Options_SayWhatIsWrong()
    {
        Assert.Equal("SEG-FCST-045", Code(new() { Order = new ArimaOrder(9, 0, 0) }));
        Assert.Equal("SEG-FCST-046", Code(new() { LargestTerms = 6 }));
        Assert.Equal("SEG-FCST-047", Code(new() { MostModels = 1 }));
    }

    private static string Code(ArimaOptions options) => Assert.Throws<ProblemException>(() => new ArimaForecaster(options)).Problems[0].Code;

    private static ArimaOrder Order(GoldenRecord record)
    {
        var order = record.Text("order").Trim('[', ']').Split(',').Select(int.Parse).ToArray();
        var seasonal = record.Text("seasonal").Length == 0 ? [0, 0, 0] : record.Text("seasonal").Trim('[', ']').Split(',').Select(int.Parse).ToArray();
        return new ArimaOrder(order[0], order[1], order[2], seasonal[0], seasonal[1], seasonal[2], Constant: order[1] + seasonal[1] == 0);
    }

    private static string Differences(string order)
    {
        var numbers = order.Split('(', ')', ';');
        return $"{numbers[2]} {(order.Contains(")(", StringComparison.Ordinal) ? numbers[6] : "0")}";
    }

    private static (ArimaModel Model, double LogLikelihood) Fit(double[] demand, int season, ArimaOrder? order)
    {
        var scale = demand.Average();
        var model = new ArimaModel();
        model.Fit([.. demand.Select(value => value / scale)], season, new ArimaOptions { Order = order });
        return (model, -0.5 * (model.Deviance + (2 * model.Effective * Math.Log(scale))));
    }

    /// <summary>−2 log density of the observed values with mean and variance at their best, by the covariance matrix from ψ weights summed far out.</summary>
    private static double Dense(double[] values, ArimaLikelihood likelihood)
    {
        const int Far = 4000;
        var (phi, theta) = (likelihood.Whitening.Autoregressive.ToArray(), likelihood.Whitening.MovingAverage.ToArray());
        var psi = new double[Far];
        for (var k = 0; k < Far; k++)
        {
            psi[k] = (k < theta.Length ? theta[k] : 0) + Enumerable.Range(1, Math.Min(k, phi.Length)).Sum(j => phi[j - 1] * psi[k - j]);
        }

        var observed = Enumerable.Range(0, values.Length).Where(t => !double.IsNaN(values[t])).ToArray();
        double Gamma(int lag) => Enumerable.Range(0, Far - lag).Sum(k => psi[k] * psi[k + lag]);
        var gammas = Enumerable.Range(0, values.Length).Select(Gamma).ToArray();
        var covariance = Matrix<double>.Build.Dense(observed.Length, observed.Length, (i, j) => gammas[Math.Abs(observed[i] - observed[j])]);
        var factor = covariance.Cholesky();
        var y = Vector<double>.Build.Dense([.. observed.Select(t => values[t])]);
        var ones = Vector<double>.Build.Dense(observed.Length, 1);
        var mean = ones.DotProduct(factor.Solve(y)) / ones.DotProduct(factor.Solve(ones));
        var rest = y - mean;
        var variance = rest.DotProduct(factor.Solve(rest)) / observed.Length;
        return (observed.Length * (Math.Log(2 * Math.PI * variance) + 1)) + factor.DeterminantLn;
    }
}
