using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Tests.Forecasting;

namespace SegmentationML.Core.Tests.Accuracy;

public class AccuracyTests
{
    private static readonly double[] History = DemandSamples.Intermittent(1, 40);
    private static readonly double[] Actual = DemandSamples.Intermittent(2, 12, zeroShare: 0.4);
    private static readonly double[] Forecast = DemandSamples.Seasonal(3, 12, 12, level: 3, amplitude: 1, noise: 0.5);

    /// <summary>Every point measure, by name: (history, actual, forecast) to a number, and whether it stays the same when everything is multiplied by k.</summary>
    private static (string Name, Func<double[], double[], double[], double> Measure, bool ScaleFree)[] Catalogue =>
    [
        ("rmsse", static (h, y, f) => RootMeanSquaredScaledError.Measure(h, y, f), true),
        ("mase", static (h, y, f) => MeanAbsoluteScaledError.Measure(h, y, f, 12), true),
        ("spl", static (h, y, f) => ScaledPinballLoss.Measure(h, y, f, 0.9), true),
        ("wape", static (_, y, f) => WeightedAbsolutePercentageError.Measure(y, f), true),
        ("smape", static (_, y, f) => SymmetricAbsolutePercentageError.Measure(y, f), true),
        ("sapis", static (h, y, f) => PeriodsInStock.Scaled(h, y, f), true),
        ("mae", static (_, y, f) => MeanAbsoluteError.Measure(y, f), false),
        ("rmse", static (_, y, f) => RootMeanSquaredError.Measure(y, f), false),
        ("bias", static (_, y, f) => ForecastBias.Measure(y, f), false),
        ("pis", static (_, y, f) => PeriodsInStock.Measure(y, f), false),
        ("pinball", static (_, y, f) => PinballLoss.Measure(y, f, 0.9), false),
        ("interval score", static (_, y, f) => IntervalScore.Measure(y, f, f, 0.8), false),
        ("msis", static (h, y, f) => IntervalScore.Scaled(h, y, f, f, 0.8, 1), true),
        ("tracking signal", static (_, y, f) => TrackingSignal.Brown(y, f), true),
        ("trigg", static (_, y, f) => TrackingSignal.Trigg(y, f), true),
        ("spec", static (_, y, f) => StockKeepingErrorCosts.Measure(y, f), false),
    ];

    [Fact]
    public void PerfectForecast_IsZero()
        => Assert.All(Catalogue, metric => Assert.Equal(0, metric.Measure(History, Actual, Actual)));

    [Fact]
    public void TimesTwo_IsTheSameOrTwice()
    {
        double[] Twice(double[] x) => [.. x.Select(static v => 2 * v)];
        Assert.All(Catalogue, metric => Close.To(
            metric.Measure(History, Actual, Forecast) * (metric.ScaleFree ? 1 : 2),
            metric.Measure(Twice(History), Twice(Actual), Twice(Forecast)),
            1e-12,
            metric.Name));
    }

    [Fact]
    public void ZeroScale_IsNaN_SoThatItCannotPassForAGoodScore()
    {
        var none = new double[20];
        double[] constant = [.. Enumerable.Repeat(4.0, 20)];
        Assert.True(double.IsNaN(RootMeanSquaredScaledError.Measure(none, Actual, Forecast)));
        Assert.True(double.IsNaN(RootMeanSquaredScaledError.Measure(constant, Actual, Forecast)));
        Assert.True(double.IsNaN(MeanAbsoluteScaledError.Measure(constant, Actual, Forecast, 12)));
        Assert.True(double.IsNaN(MeanAbsoluteScaledError.Measure(Actual, Actual, Forecast, 12)));
        Assert.True(double.IsNaN(ScaledPinballLoss.Measure(none, Actual, Forecast, 0.5)));
        Assert.True(double.IsNaN(WeightedAbsolutePercentageError.Measure(new double[12], Forecast)));
        Assert.True(double.IsNaN(PeriodsInStock.Scaled(none, Actual, Forecast)));
    }

    /// <summary>The sums of four buckets pass the largest double; means and shares do not.</summary>
    [Fact]
    public void SumsBeyondTheLargestDouble_AreTakenInALargerUnit()
    {
        double[] actual = [1.6e308, 1.2e308, 1.6e308, 1.2e308], forecast = [8e307, 6e307, 8e307, 6e307];
        Assert.Equal(0.5, WeightedAbsolutePercentageError.Measure(actual, forecast), 15);
        Assert.Equal(7e307, MeanAbsoluteError.Measure(actual, forecast), 1e294);
        Assert.Equal(-7e307, ForecastBias.Measure(forecast, actual), 1e294);
        Assert.Equal(double.PositiveInfinity, MeanAbsoluteError.Measure([double.PositiveInfinity], [1]));
    }

    [Fact]
    public void ZeroDemandBuckets_HaveTheStatedValue()
    {
        Assert.Equal(0, SymmetricAbsolutePercentageError.Measure([0, 0], [0, 0]));
        Assert.Equal(200, SymmetricAbsolutePercentageError.Measure([0, 0], [3, 1]));
        Assert.Equal(1, WeightedAbsolutePercentageError.Measure([0, 5], [0, 0]));
        Assert.Equal(5, PeriodsInStock.Measure([5, 0], [0, 5]));
    }

    [Fact]
    public void MissingBuckets_AreNotScored()
    {
        double[] gaps = [.. Actual];
        gaps[3] = gaps[7] = double.NaN;
        double[] Kept(double[] x) => [.. x.Where((_, i) => i is not (3 or 7))];
        foreach (var (name, measure, _) in Catalogue.Where(static metric => metric.Name is not ("pis" or "sapis" or "spec")))
        {
            Close.To(measure(History, Kept(Actual), Kept(Forecast)), measure(History, gaps, Forecast), 1e-12, name);
        }

        double[] met = [.. Actual];
        (met[3], met[7]) = (Forecast[3], Forecast[7]);
        Assert.Equal(PeriodsInStock.Measure(met, Forecast), PeriodsInStock.Measure(gaps, Forecast), 12);
        Assert.Equal(StockKeepingErrorCosts.Measure(met, Forecast), StockKeepingErrorCosts.Measure(gaps, Forecast), 12);
    }

    [Fact]
    public void Scale_OfRmsse_BeginsAtTheFirstDemand()
    {
        var demand = History[Array.FindIndex(History, static x => x > 0)..];
        Assert.Equal(RootMeanSquaredScaledError.Scale(demand), RootMeanSquaredScaledError.Scale([0, 0, 0, 0, .. demand]));
        Assert.Equal((4 + 9) / 2.0, RootMeanSquaredScaledError.Scale([0, 0, 3, 1, 4]));
    }

    [Fact]
    public void PinballLoss_IsLeastAtTheQuantile()
    {
        double[] sample = [.. Enumerable.Range(1, 99).Select(static k => (double)k)];
        foreach (var level in (double[])[0.1, 0.25, 0.5, 0.9])
        {
            var losses = Enumerable.Range(0, 101).Select(q => PinballLoss.Measure(sample, Enumerable.Repeat((double)q, 99).ToArray(), level)).ToArray();
            Assert.InRange(Array.IndexOf(losses, losses.Min()), (100 * level) - 1, (100 * level) + 1);
        }
    }

    /// <summary>Six cases computed by hand by the definitions of M4 and M5, beside the same forecasts.</summary>
    [Fact]
    public void Golden_HandComputedCases()
    {
        var golden = GoldenForecasts.Load();
        var cases = golden.Metrics.ToArray();
        Assert.Equal(6, cases.Length);
        foreach (var expected in cases)
        {
            var name = expected.GetProperty("series").GetString()!;
            var all = golden.Series(name);
            var horizon = expected.GetProperty("horizon").GetInt32();
            var (history, actual) = (all[..^horizon], all[^horizon..]);
            var forecast = GoldenForecasts.Numbers(expected.GetProperty("forecast"));
            var hand = expected.GetProperty("hand");
            void Is(string metric, double value) => Close.To(hand.GetProperty(metric).GetDouble(), value, 1e-9, $"{name} {metric}");
            Is("MASE_seasonal", MeanAbsoluteScaledError.Measure(history, actual, forecast, expected.GetProperty("seasonality").GetInt32()));
            Is("MASE_lag1", MeanAbsoluteScaledError.Measure(history, actual, forecast, 1));
            Is("RMSSE_M5", RootMeanSquaredScaledError.Measure(history, actual, forecast));
            Is("SPL_M5_u0165_lo", ScaledPinballLoss.Measure(history, actual, GoldenForecasts.Numbers(expected.GetProperty("lo")), 0.165));
            Is("SPL_M5_u0835_hi", ScaledPinballLoss.Measure(history, actual, GoldenForecasts.Numbers(expected.GetProperty("hi")), 0.835));
            Is("sMAPE_M4", SymmetricAbsolutePercentageError.Measure(actual, forecast));
            Is("PIS_cumulative", PeriodsInStock.Measure(actual, forecast));
            Is("sAPIS", PeriodsInStock.Scaled(history, actual, forecast));
            Is("WAPE", WeightedAbsolutePercentageError.Measure(actual, forecast));
            Is("bias", ForecastBias.Measure(actual, forecast));
            var theirs = expected.GetProperty("utilsforecast_0_2_16");
            Close.To(theirs.GetProperty("mae").GetDouble(), MeanAbsoluteError.Measure(actual, forecast), 1e-9, name);
            Close.To(theirs.GetProperty("rmse").GetDouble(), RootMeanSquaredError.Measure(actual, forecast), 1e-9, name);
            var (lo, hi) = (GoldenForecasts.Numbers(expected.GetProperty("lo")), GoldenForecasts.Numbers(expected.GetProperty("hi")));
            Close.To(theirs.GetProperty("winkler_90").GetDouble(), IntervalScore.Measure(actual, lo, hi, 0.9), 1e-9, name);
            Close.To(theirs.GetProperty("coverage_90").GetDouble(), IntervalCoverage.Measure(actual, lo, hi), 1e-9, name);
            Close.To(theirs.GetProperty("ql_0165").GetDouble(), PinballLoss.Measure(actual, lo, 0.165), 1e-9, name);
            Close.To(theirs.GetProperty("cfe").GetDouble(), -actual.Length * ForecastBias.Measure(actual, forecast), 1e-9, name);
        }
    }

    /// <summary>golden/drift.json, sequential.trackingSignal: computed in plain Python by Brown's and Trigg's definitions.</summary>
    [Fact]
    public void TrackingSignal_GoldenSequence_RisesPastTheLimit()
    {
        double[] actual = [100, 110, 95, 120, 130, 128, 140, 151];
        double[] forecast = [102, 105, 100, 110, 112, 115, 118, 120];
        double[] brown = [-1.0, 0.8571428571, -0.5, 1.454545455, 3.25, 4.41509434, 5.693333333, 6.943396226];
        double[] trigg = [-1.0, -0.2307692308, -0.4805194805, 0.1827956989, 0.593038822, 0.7199554754, 0.8312692961, 0.9007535136];
        for (var n = 1; n <= actual.Length; n++)
        {
            Close.To(brown[n - 1], TrackingSignal.Brown(actual.AsSpan(0, n), forecast.AsSpan(0, n)), 1e-9, $"Brown {n}");
            Close.To(trigg[n - 1], TrackingSignal.Trigg(actual.AsSpan(0, n), forecast.AsSpan(0, n), 0.2), 1e-9, $"Trigg {n}");
        }

        Assert.True(TrackingSignal.Brown(actual, forecast) > TrackingSignal.UsualLimit);
    }

    /// <summary>By hand: 5 units asked for in period 1 come in period 2 (late by one period: 5 × 0.75 / 2); ordered one period early they lie for one period (5 × 0.25 / 2).</summary>
    [Fact]
    public void StockKeepingErrorCosts_LateAndEarly_ByHand()
    {
        Assert.Equal(5 * 0.75 / 2, StockKeepingErrorCosts.Measure([5, 0], [0, 5]), 12);
        Assert.Equal(5 * 0.25 / 2, StockKeepingErrorCosts.Measure([0, 5], [5, 0]), 12);
        Assert.Equal(4 * (1 + 2 + 3) * 0.25 / 3, StockKeepingErrorCosts.Measure([0, 0, 0], [4, 0, 0]), 12);
        Assert.Equal(4 * (1 + 2 + 3) * 0.75 / 3, StockKeepingErrorCosts.Measure([4, 0, 0], [0, 0, 0]), 12);
    }

    /// <summary>By hand: width 10, one of four a unit below and one three above: 10 + (1 + 3) × 2 / 0.2 / 4; half are inside.</summary>
    [Fact]
    public void Interval_ByHand()
    {
        double[] actual = [-1, 0, 10, 13, double.NaN];
        double[] lower = [0, 0, 0, 0, 0];
        double[] upper = [10, 10, 10, 10, 10];
        Assert.Equal(20, IntervalScore.Measure(actual, lower, upper, 0.8), 12);
        Assert.Equal(0.5, IntervalCoverage.Measure(actual, lower, upper));
        Assert.Equal(0.75, IntervalCoverage.AtOrBelow(actual, upper));
        Assert.Equal(20 / 2.0, IntervalScore.Scaled([0, 2, 4, 2], actual, lower, upper, 0.8, 1), 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => IntervalScore.Measure(actual, lower, upper, 80));
    }
}
