using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Ets;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>Exponential smoothing: R's likelihoods are reached or passed, the gradient is the slope, the errors are those of simulated futures.</summary>
public class EtsTests
{
    /// <summary>R forecast 8.20, ets(y, model, damped): our log-likelihood may lie 1e-3 below at most; where both agree to 1e-4, so do the forecasts to 1e-3.</summary>
    [Fact]
    public void FixedForms_ReachTheLikelihoodsOfR()
    {
        var golden = GoldenForecasts.Load();
        var compared = 0;
        foreach (var record in golden.Records("R forecast 8.20", "ets").Where(static record => !record.Refused && record.Text("model") != "ZZZ"))
        {
            var name = record.Text("model");
            name = record.Text("damped") == "True" ? name.Insert(2, "d") : name;
            var series = golden.Series(record.Series);
            var (model, likelihood) = Fit(series, name, golden.Frequency(record.Series));
            Assert.Equal(name, model.Form.Name);
            var theirs = record.Model("loglik");
            Assert.True(likelihood > theirs - 1e-3, $"{record}: {likelihood:R} against {theirs:R}");
            if (likelihood < theirs + 1e-4)
            {
                Close.To(record.Forecast, SeriesForecast.Mean(new EtsForecaster(new() { Form = name }), series, record.Horizon, golden.Frequency(record.Series)), 1e-3, record.ToString());
            }

            compared++;
        }

        Assert.Equal(26, compared);
    }

    [Fact]
    public void TheChoice_IsNoWorseThanThatOfR()
    {
        var golden = GoldenForecasts.Load();
        foreach (var record in golden.Records("R forecast 8.20", "ets").Where(static record => !record.Refused && record.Text("model") == "ZZZ"))
        {
            var series = golden.Series(record.Series);
            var (model, likelihood) = Fit(series, null, golden.Frequency(record.Series));
            var criterion = model.Criterion + (-2 * likelihood) - model.Deviance;
            Assert.True(criterion < record.Model("aicc") + 0.1, $"{record}: {model.Form.Name} {criterion:R} against {record.Model("aicc"):R}");
        }
    }

    /// <summary>Every 20th to 24th series of the M1 competition: R forecast 8.20, ets(y)$aicc.</summary>
    [Fact]
    public void OnM1_TheChoice_IsNoWorseThanThatOfR()
    {
        Assert.All(MOneOracle.Rows, static row =>
        {
            var (model, likelihood) = Fit(MOneOracle.Series(row.Series), null, row.Season);
            var criterion = model.Criterion + (-2 * likelihood) - model.Deviance;
            Assert.True(criterion < row.EtsCriterion + 0.1, $"{row.Series} {model.Form.Name} {criterion:R} against {row.Ets} {row.EtsCriterion:R}");
        });
    }

    /// <summary>statsforecast 2.1.1 with its limit of 1,000 search steps lifted: (M,A,M) 1399.698, log-likelihood -680.420 (M,A,M); R 8.20: 1400.638. Its -713.454 of (A,A,A) lies beyond γ = 1 − α, where R and we do not look; R has -766.5.</summary>
    [Fact]
    public void AirPassengers_ReachesTheBestKnownOptimum()
    {
        var series = GoldenForecasts.Load().Series("AirPassengers");
        var (model, likelihood) = Fit(series, null, 12);
        Assert.True(model.Criterion + (-2 * likelihood) - model.Deviance < 1399.70, $"{model.Form.Name} {model.Criterion - (2 * likelihood) - model.Deviance:R}");
        Assert.True(Fit(series, "MAM", 12).LogLikelihood > -680.4205, $"MAM {Fit(series, "MAM", 12).LogLikelihood:R}");
        Assert.True(Fit(series, "AAA", 12).LogLikelihood > -718.4765, $"AAA {Fit(series, "AAA", 12).LogLikelihood:R}");
    }

    [Theory]
    [InlineData("ANN")]
    [InlineData("MAdN")]
    [InlineData("AAdA")]
    [InlineData("MAA")]
    [InlineData("MAdM")]
    [InlineData("ANM")]
    [InlineData("MMN")]
    [InlineData("MMdN")]
    [InlineData("MMM")]
    [InlineData("MMdM")]
    public void TheGradient_IsTheSlopeOfTheLikelihood(string name)
    {
        Assert.True(EtsForm.TryParse(name, out var form));
        double[] demand = [.. DemandSamples.Seasonal(5, 50, 4, level: 1, amplitude: 0.3, noise: 0.1).Select(static x => x + 0.1)];
        demand[17] = double.NaN;
        var likelihood = new EtsLikelihood();
        likelihood.Set(demand, form, 4);
        var point = new double[likelihood.Coordinates];
        EtsStart.Write(demand, form, likelihood.SeasonLength, new double[4], point);
        (point[0], point[1], point[2], point[3]) = (0.3, form.Trended ? 0.2 : 0, form.Season == EtsComponent.None ? 0 : 0.25, form.Damped ? 0.9 : 1);
        point[EtsLikelihood.Slope] = form.Trend == EtsComponent.Multiplicative ? 1.03 : point[EtsLikelihood.Slope];
        var (gradient, curvature) = (new double[point.Length], new double[point.Length * point.Length]);
        var value = likelihood.Evaluate(point, gradient, curvature);
        Assert.Equal(value, likelihood.Run(point), 1e-9);
        for (var i = 0; i < point.Length; i++)
        {
            if ((i == EtsLikelihood.Slope && !form.Trended) || (i is EtsLikelihood.BetaShare or EtsLikelihood.Phi && !form.Trended))
            {
                continue;
            }

            var (up, down) = (point.ToArray(), point.ToArray());
            (up[i], down[i]) = (point[i] + 1e-6, point[i] - 1e-6);
            Assert.Equal((likelihood.Run(up) - likelihood.Run(down)) / 2e-6, gradient[i], 1e-3 * Math.Max(1, Math.Abs(gradient[i])));
        }
    }

    /// <summary>R 4.2.2, forecast 8.20: ets(y, model, damped, allow.multiplicative.trend = TRUE)$loglik; uspop is the census of the United States, millions.</summary>
    [Theory]
    [InlineData("AirPassengers", "MMN", -832.816184)]
    [InlineData("AirPassengers", "MMdN", -833.327979)]
    [InlineData("AirPassengers", "MMM", -681.913725)]
    [InlineData("AirPassengers", "MMdM", -678.618595)]
    [InlineData("USAccDeaths", "MMN", -628.527127)]
    [InlineData("USAccDeaths", "MMM", -562.695340)]
    [InlineData("USAccDeaths", "MMdM", -551.611621)]
    [InlineData("Nile", "MMN", -725.494138)]
    [InlineData("Nile", "MMdN", -725.013361)]
    [InlineData("smooth40", "MMM", -88.587334)]
    [InlineData("smooth40", "MMdM", -88.119089)]
    [InlineData("monthly300_17", "MMM", -1023.701830)]
    [InlineData("monthly300_17", "MMdM", -1024.331784)]
    [InlineData("uspop", "MMN", -33.330463)]
    [InlineData("uspop", "MMdN", -31.371499)]
    public void FormsOfAMultiplicativeTrend_ReachTheLikelihoodsOfR(string name, string form, double theirs)
    {
        var golden = GoldenForecasts.Load();
        var (model, likelihood) = name == "uspop" ? Fit(UsPopulation, form, 1) : Fit(golden.Series(name), form, golden.Frequency(name));
        Assert.Equal(form, model.Form.Name);
        Assert.True(likelihood > theirs - 1e-3, $"{likelihood:R} against {theirs:R}");
    }

    /// <summary>The same call, without a model: ETS(M,M,N) of AICc 81.2763 and ETS(M,Md,M) of 1398.7092; by default no such form competes.</summary>
    [Fact]
    public void TheChoice_WithMultiplicativeTrends_IsNoWorseThanThatOfR()
    {
        foreach (var (series, season, criterion) in ((double[], int, double)[])[(UsPopulation, 1, 81.2763), (GoldenForecasts.Load().Series("AirPassengers"), 12, 1398.7092)])
        {
            var (model, likelihood) = Fit(series, null, season, new EtsOptions { MultiplicativeTrend = true });
            Assert.Equal(EtsComponent.Multiplicative, model.Form.Trend);
            Assert.True(model.Criterion + (-2 * likelihood) - model.Deviance < criterion + 0.1, $"{model.Form.Name} {model.Criterion - (2 * likelihood) - model.Deviance:R}");
            Assert.NotEqual(EtsComponent.Multiplicative, Fit(series, null, season).Model.Form.Trend);
        }
    }

    /// <summary>R 4.2.2, forecast 8.20: forecast(ets(uspop, "MMN", damped = FALSE, allow.multiplicative.trend = TRUE), 6)$mean.</summary>
    [Fact]
    public void AMultiplicativeTrend_GrowsByAFactor()
    {
        var mean = SeriesForecast.Mean(new EtsForecaster(new() { Form = "MMN" }), UsPopulation, 6);
        Close.To([234.289649, 269.007314, 308.869534, 354.638644, 407.189943, 467.528434], mean, 2e-2);
        Assert.Equal(mean[1] / mean[0], mean[5] / mean[4], 1e-9);
    }

    /// <summary>The forms with a multiplicative error or trend below zero are not asked: with zeros in the demand what is left of them is additive.</summary>
    [Fact]
    public void AMultiplicativeTrend_OnZeros_IsAnAdditiveOne()
    {
        var model = new EtsModel();
        model.Fit([.. DemandSamples.Intermittent(3, 60)], 1, EtsForm.Of("MMdN"), new EtsOptions());
        Assert.Equal("AAdN", model.Form.Name);
    }

    /// <summary>The formula of the linear forms against simulated futures of the same form.</summary>
    [Theory]
    [InlineData("ANN")]
    [InlineData("AAdN")]
    [InlineData("AAA")]
    public void Errors_ByFormula_AreThoseOfSimulatedFutures(string name)
    {
        Assert.True(EtsForm.TryParse(name, out var form));
        var demand = DemandSamples.Seasonal(6, 60, 4);
        var likelihood = new EtsLikelihood();
        likelihood.Set(demand, form, 4);
        var point = new double[likelihood.Coordinates];
        EtsStart.Write(demand, form, likelihood.SeasonLength, new double[4], point);
        var weights = new EtsWeights(0.3, form.Trended ? 0.1 : 0, form.Season == EtsComponent.None ? 0 : 0.2, form.Damped ? 0.9 : 1);
        (point[0], point[1], point[2], point[3]) = (0.3, weights.Beta / 0.3, weights.Gamma / 0.7, weights.Phi);
        likelihood.Run(point);
        var (formula, simulated) = (new double[10], new double[10]);
        var lead = EtsErrors.ByFormula(weights, likelihood.SeasonLength, 25, formula, 8);
        var leadSimulated = EtsErrors.BySimulation(likelihood, weights, 25, 40_000, simulated, 8, new double[8]);
        Close.To(formula, simulated, 0.02);
        Close.To(lead, leadSimulated, 0.02);
    }

    [Fact]
    public void Options_SayWhatIsWrong()
    {
        Assert.Equal("SEG-FCST-042", Assert.Throws<ProblemException>(() => new EtsForecaster(new() { Form = "AMA" })).Problems[0].Code);
        Assert.Equal("SEG-FCST-043", Assert.Throws<ProblemException>(() => new EtsForecaster(new() { Paths = 5 })).Problems[0].Code);
    }

    /// <summary>R's uspop.</summary>
    private static double[] UsPopulation => [3.93, 5.31, 7.24, 9.64, 12.90, 17.10, 23.20, 31.40, 39.80, 50.20, 62.90, 76.00, 92.00, 105.70, 122.80, 131.70, 151.30, 179.30, 203.20];

    /// <summary>The model fitted to demand over its mean, and its log-likelihood in units of demand.</summary>
    private static (EtsModel Model, double LogLikelihood) Fit(double[] demand, string? form, int season, EtsOptions? options = null)
    {
        var scale = demand.Average();
        var model = new EtsModel();
        model.Fit([.. demand.Select(value => value / scale)], season, EtsForm.Of(form), options ?? new EtsOptions());
        return (model, -0.5 * (model.Deviance + (2 * demand.Length * Math.Log(scale))));
    }
}
