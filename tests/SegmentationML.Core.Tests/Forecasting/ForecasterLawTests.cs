using System.Runtime.InteropServices;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>What every method of the catalogue must do, whatever it computes.</summary>
public class ForecasterLawTests
{
    private const int Season = 13;
    private const int Horizon = 15;

    private const string Clock = "its clock runs on over a missing bucket";
    private const string Kept = "fitted at the first origin and kept";

    /// <summary>Methods that cannot obey a law, with the reason.</summary>
    private static readonly Dictionary<(string Law, string Method), string> Excuses = new()
    {
        [("constant", "zero")] = "it forecasts nothing whatever it sees",
        [("constant", "sba")] = "the factor 1 - alpha / 2 lies below 1 by definition",
        [("carried", "poisson-level")] = Kept,
        [("carried", "negative-binomial-level")] = Kept,
        [("carried", "zero-inflated-level")] = Kept,
        [("constant", "willemain")] = "a chance of demand is never taken for certain: half a transition of each kind is added",
        [("constant", "sbj")] = "the factor 1 - alpha / (2 - alpha) lies below 1 by definition",
        [("carried", "croston-fitted")] = Kept,
        [("carried", "tsb-fitted")] = Kept,
        [("carried", "adida")] = "block and weight are fitted at the first origin and kept",
        [("carried", "imapa")] = "largest block and weights are fitted at the first origin and kept",
        [("carried", "intermittent-median")] = "blocks and weights are fitted at the first origin and kept",
        [("newest", "zero")] = "it forecasts nothing whatever it sees",
        [("carried", "ses")] = Kept,
        [("carried", "ssa")] = "the decomposition is made at the first origin and kept",
        [("carried", "holt")] = Kept,
        [("carried", "holt-damped")] = Kept,
        [("carried", "holt-winters")] = Kept,
        [("carried", "holt-winters-multiplicative")] = Kept,
        [("carried", "ets")] = Kept,
        [("carried", "theta")] = Kept,
        [("carried", "theta-optimised")] = Kept,
        [("carried", "theta-dynamic")] = Kept,
        [("carried", "theta-dynamic-optimised")] = Kept,
        [("carried", "theta-auto")] = Kept,
        [("carried", "arima")] = Kept,
        [("carried", "ces")] = Kept,
        [("carried", "mstl")] = Kept,
        [("carried", "four-median")] = Kept,
        [("carried", "four-mean")] = Kept,
        [("carried", "three-median")] = Kept,
        [("carried", "five-trimmed")] = Kept,
        [("carried", "five-trimmed-quick")] = Kept,
        [("missing", "zero")] = "it forecasts nothing whatever it sees",
        [("left-out", "holt")] = Clock,
        [("left-out", "holt-damped")] = Clock,
        [("left-out", "holt-winters")] = Clock,
        [("left-out", "holt-winters-multiplicative")] = Clock,
        [("left-out", "ets")] = Clock,
        [("left-out", "theta")] = Clock,
        [("left-out", "theta-optimised")] = Clock,
        [("left-out", "theta-dynamic")] = Clock,
        [("left-out", "theta-dynamic-optimised")] = Clock,
        [("left-out", "theta-auto")] = Clock,
        [("left-out", "arima")] = Clock,
        [("left-out", "ces")] = Clock,
        [("left-out", "mstl")] = Clock,
        [("left-out", "four-median")] = Clock,
        [("left-out", "four-mean")] = Clock,
        [("left-out", "three-median")] = Clock,
        [("left-out", "five-trimmed")] = Clock,
        [("left-out", "five-trimmed-quick")] = Clock,
        [("left-out", "drift")] = Clock,
        [("left-out", "seasonal-window-mean")] = Clock,
        [("left-out", "seasonal-naive")] = "a bucket left out would move the season: the same bucket a season earlier stands in",
        [("left-out", "ssa")] = "lagged vectors need a value in every place: the signal stands in",
    };

    public static TheoryData<string> Methods => [.. ForecasterCatalog.All.Select(static method => method.Name)];

    private static IEnumerable<double[]> Histories =>
    [
        DemandSamples.Intermittent(1, 60), DemandSamples.Intermittent(2, 105, 0.9), DemandSamples.Seasonal(3, 80, Season), DemandSamples.Intermittent(4, 277, 0.2),
        [.. DemandSamples.Intermittent(5, 40), .. new double[40]], [.. new double[40], .. DemandSamples.Intermittent(6, 40)], DemandSamples.Intermittent(7, 26),
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public void AllZero_IsForecastAsZero(string name)
    {
        foreach (var length in (int[])[13, 20, 105])
        {
            Assert.All(Mean(name, new double[length]), mean => Assert.Equal(0, mean));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void DemandTimesK_IsForecastTimesK(string name)
    {
        foreach (var history in Histories)
        {
            foreach (var k in (double[])[2, 3, 0.001])
            {
                var expected = Mean(name, history).Select(mean => k * mean).ToArray();
                var largest = history.Max() * k;
                var actual = Mean(name, [.. history.Select(x => k * x)]);
                for (var step = 0; step < Horizon; step++)
                {
                    Assert.True(Math.Abs(expected[step] - actual[step]) <= 1e-7 * largest, $"{name} × {k}, step {step}: {expected[step]} against {actual[step]}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryStep_IsFilledFiniteAndNotNegative(string name)
    {
        foreach (var history in Histories)
        {
            foreach (var horizon in (int[])[1, 5, Season, 100])
            {
                var mean = SeriesForecast.Mean(Method(name), history, horizon, Season);
                Assert.Equal(horizon, mean.Length);
                Assert.All(mean, value => Assert.True(double.IsFinite(value) && value >= 0));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void InputIsLeftAlone_AndTheSameInputGivesTheSameBytes(string name)
    {
        foreach (var history in Histories)
        {
            var copy = history.ToArray();
            Assert.True(Bytes(Mean(name, history)).SequenceEqual(Bytes(Mean(name, history))));
            Assert.Equal(copy, history);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void TooShort_IsAProblemNotANumber(string name)
    {
        var method = Method(name);
        foreach (var season in (int[])[1, 12, 52])
        {
            var needed = method.MinimumHistory(season);
            Assert.All(SeriesForecast.Mean(method, DemandSamples.Intermittent(9, needed), 4, season), mean => Assert.True(double.IsFinite(mean)));
            if (needed > 0)
            {
                var problem = Assert.Single(Assert.Throws<ProblemException>(() => SeriesForecast.Mean(method, DemandSamples.Intermittent(9, needed - 1), 4, season)).Problems);
                Assert.Equal("SEG-FCST-011", problem.Code);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void WhatIsNotDemand_IsAProblem(string name)
    {
        foreach (var broken in (double[])[-1, double.NegativeInfinity, double.PositiveInfinity])
        {
            double[] history = [.. DemandSamples.Intermittent(1, 60), broken, 3];
            var problem = Assert.Single(Assert.Throws<ProblemException>(() => Mean(name, history)).Problems);
            Assert.Equal("SEG-FCST-010", problem.Code);
            Assert.Contains("bucket 60", problem.What);
        }

        Assert.Equal("SEG-FCST-012", Assert.Throws<ProblemException>(() => SeriesForecast.Mean(Method(name), [1, 2, 3], 0)).Problems[0].Code);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void EdgeSeries_AreAnswered(string name)
    {
        double[] hit = [.. new double[30], 7, .. new double[20]];
        foreach (var unit in (double[])[1, 1e300, 1e-300, 1e150, 1e-150, double.MaxValue / 16])
        {
            double[][] edges = [[.. hit.Select(x => unit * x)], [.. DemandSamples.Intermittent(3, 60).Select(x => unit * x)], [.. Enumerable.Repeat(unit, 30)], [unit, .. new double[40]], [.. new double[40], unit]];
            foreach (var edge in edges)
            {
                Assert.All(Mean(name, edge), mean => Assert.True(double.IsFinite(mean) && mean >= 0, $"{name}: {mean} in units of {unit}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Constant_IsContinued(string name)
    {
        if (!Excuses.ContainsKey(("constant", name)))
        {
            Assert.All(Mean(name, [.. Enumerable.Repeat(7.0, 60)]), mean => Assert.Equal(7, mean, 9));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void TheNewestBucket_Counts(string name)
    {
        if (!Excuses.ContainsKey(("newest", name)))
        {
            var history = DemandSamples.Intermittent(11, 80, 0.5);
            history[^1] = 0;
            var without = Mean(name, history);
            history[^1] = 9;
            Assert.NotEqual(without, Mean(name, history));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void FromTheFirstOrigin_IsTheForecastOfThatMoment(string name)
    {
        foreach (var history in Histories.Append(WithGaps(12)))
        {
            var origin = Math.Max(Method(name).MinimumHistory(Season) + 6, history.Length / 2);
            var means = new double[Horizon];
            Method(name).ForecastFrom(History(history), [origin], Horizon, means, new ForecastWorkspace());
            Close.To(Mean(name, history[..origin]), means, 1e-12, name);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void FromLaterOrigins_IsTheForecastOfThoseMoments(string name)
    {
        if (Excuses.ContainsKey(("carried", name)))
        {
            return;
        }

        foreach (var history in Histories.Append(WithGaps(12)))
        {
            int[] origins = [history.Length / 2, (history.Length / 2) + 1, history.Length - 5, history.Length];
            origins[0] = Math.Max(origins[0], Method(name).MinimumHistory(Season) + 6);
            origins[1] = Math.Max(origins[1], origins[0]);
            var means = new double[origins.Length * Horizon];
            Method(name).ForecastFrom(History(history), origins, Horizon, means, new ForecastWorkspace());
            for (var k = 0; k < origins.Length; k++)
            {
                Close.To(Mean(name, history[..origins[k]]), means.AsSpan(k * Horizon, Horizon), 1e-11, $"{name} at {origins[k]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void WithErrors_IsTheSameForecast_AndTheErrorsAreNumbers(string name)
    {
        var method = Method(name);
        foreach (var history in Histories.Append(WithGaps(12)))
        {
            foreach (var leadTime in (int[])[1, 4, Horizon])
            {
                var (mean, sd, parameters) = (new double[Horizon], new double[Horizon], new double[method.ParameterNames.Count]);
                var detail = new ForecastDetail(mean, sd, leadTime, parameters);
                method.ForecastWithErrors(History(history), ref detail, new ForecastWorkspace());
                Assert.True(Bytes(Mean(name, history)).SequenceEqual(Bytes(mean)));
                Assert.All(sd, value => Assert.True(double.IsFinite(value) && value >= 0));
                Assert.All(parameters, value => Assert.True(double.IsFinite(value)));
                Assert.True(detail.Spread.OneStepSd >= 0 && detail.Spread.LeadTimeSd >= 0 && detail.Spread.LeadTimeErrors >= 0);
                Assert.Equal(sd[0], detail.Spread.OneStepSd, 1e-9 * (1 + sd[0]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Quantiles_RiseAreFiniteAndNeverBelowZero_OfEachStepAndOfTheLeadTime(string name)
    {
        var levels = new QuantileLevels([0.01, 0.25, 0.5, 0.9, 0.99, 0.999]);
        double[] hit = [.. new double[30], 7, .. new double[20]];
        double[][] edges =
        [
            .. Histories, WithGaps(12), hit, [.. hit.Select(static x => x * 1e300)], [.. hit.Select(static x => x * 1e-300)], new double[40], [.. Enumerable.Repeat(7.0, 40)],
            [.. DemandSamples.Intermittent(3, 60).Select(static x => 0.37 * x)], [.. DemandSamples.Intermittent(3, 60).Select(static x => 40_000 * x)],
        ];
        for (var i = 0; i < edges.Length; i++)
        {
            var leadTime = ((double[])[0.4, 1, 3.5, 20])[i % 4];
            var forecast = SeriesForecast.Distribution(Method(name), edges[i], leadTime > Horizon ? Horizon : 5, leadTime, levels, Season);
            for (var row = 0; row < forecast.Mean.Length; row++)
            {
                AssertRising(forecast.Quantiles.AsSpan(row * levels.Count, levels.Count), name);
            }

            AssertRising(forecast.LeadTimeQuantiles, name);
            Assert.True(double.IsFinite(forecast.LeadTimeMean) && forecast.LeadTimeMean >= 0);
        }
    }

    private static void AssertRising(ReadOnlySpan<double> quantiles, string name)
    {
        var below = 0.0;
        foreach (var quantile in quantiles)
        {
            Assert.True(quantile >= below && double.IsFinite(quantile), $"{name}: {string.Join(" ", quantiles.ToArray())}");
            below = quantile;
        }
    }

    /// <summary>What was fitted to a history and is kept gives the forecast that they were fitted for, and follow new demand.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void KeptParameters_GiveTheSameForecast(string name)
    {
        var method = Method(name);
        foreach (var history in Histories.Where(_ => method.KeepsParameters))
        {
            var (parameters, mean, saved) = (new double[method.ParameterNames.Count], new double[Horizon], new List<double>());
            var fitted = new ForecastDetail(new double[Horizon], new double[Horizon], 4, parameters) { Saved = saved };
            method.ForecastFitted(History(history), ref fitted, new ForecastWorkspace());
            var isFlat = !method.Accepts([.. saved]);
            Assert.True(!isFlat || method is not LevelForecaster, name);
            var kept = new ForecastDetail(mean, new double[Horizon], 4, new double[parameters.Length]) { ParameterUse = isFlat ? ParameterUse.Fit : ParameterUse.Keep, Fitted = saved.ToArray() };
            method.ForecastFitted(History(history), ref kept, new ForecastWorkspace());
            Close.To(Mean(name, history), mean, 1e-12, name);
        }
    }

    /// <summary>A panel of every kind of broken or empty series beside a sound one: each has its forecast or its reason.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void ABrokenSeries_DoesNotTouchTheOthers(string name)
    {
        double[][] series = [[], [5], [0, 3], [double.NaN], [double.NaN, 4, double.NaN], new double[50], [1, -1, 3], [2, double.PositiveInfinity], DemandSamples.Intermittent(2, 60)];
        var options = new PanelForecastOptions { Horizon = 4, Season = Season, Methods = [Method(name)] };
        var result = PanelForecaster.Run(DemandPanel.FromSeries(series), options);
        var alone = PanelForecaster.Run(DemandPanel.FromSeries([series[^1]]), options);
        Assert.Equal(alone.MeanOf(0), result.MeanOf(series.Length - 1));
        for (var i = 0; i < series.Length; i++)
        {
            var refused = i is 0 or 3 ? ForecastReason.NoHistory : i is 6 or 7 ? ForecastReason.InvalidDemand : (ForecastReason?)null;
            Assert.Equal(refused is null, result.Method[i] >= 0);
            Assert.True(refused is null || result.Reason[i] == refused);
            Assert.All(result.MeanOf(i).ToArray(), mean => Assert.Equal(refused is null, double.IsFinite(mean)));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void AMissingBucket_IsNotAZero(string name)
    {
        if (Excuses.ContainsKey(("missing", name)))
        {
            return;
        }

        var gaps = DemandSamples.Intermittent(21, 60, 0.2);
        gaps.AsSpan(20, 10).Fill(double.NaN);
        gaps.AsSpan(50, 10).Fill(double.NaN);
        var zeros = gaps.Select(static x => double.IsNaN(x) ? 0 : x).ToArray();
        Assert.True(Mean(name, gaps).Sum() > Mean(name, zeros).Sum());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void AMissingBucket_IsLeftOut(string name)
    {
        if (!Excuses.ContainsKey(("left-out", name)))
        {
            var gaps = WithGaps(22);
            Close.To(Mean(name, [.. gaps.Where(static x => !double.IsNaN(x))]), Mean(name, gaps), 0, name);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void AGrownWorkspace_IsEnough_NothingIsAllocated(string name)
    {
        var method = Method(name);
        var workspace = new ForecastWorkspace();
        var history = DemandSamples.Intermittent(31, 277, 0.5);
        var (mean, means, sd, parameters) = (new double[Horizon], new double[3 * Horizon], new double[Horizon], new double[method.ParameterNames.Count]);
        int[] origins = [238, 251, 264];
        long allocated = 0;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            method.Forecast(History(history, hasMissing: false), mean, workspace);
            method.ForecastFrom(History(history, hasMissing: false), origins, Horizon, means, workspace);
            var detail = new ForecastDetail(mean, sd, Horizon, parameters);
            method.ForecastWithErrors(History(history, hasMissing: false), ref detail, workspace);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Names_AreUniqueAndTheCatalogueIsInOrder()
    {
        string[] names =
        [
            "zero",
            "naive",
            "seasonal-naive",
            "drift",
            "mean",
            "window-mean",
            "seasonal-window-mean",
            "ses",
            "croston",
            "sba",
            "sbj",
            "tsb",
            "hes",
            "croston-fitted",
            "tsb-fitted",
            "adida",
            "imapa",
            "intermittent-median",
            "poisson-level",
            "negative-binomial-level",
            "zero-inflated-level",
            "viswanathan-zhou",
            "willemain",
            "holt",
            "holt-damped",
            "holt-winters",
            "holt-winters-multiplicative",
            "theta",
            "theta-optimised",
            "theta-dynamic",
            "theta-dynamic-optimised",
            "theta-auto",
            "ssa",
            "ces",
            "ets",
            "mstl",
            "arima",
            "four-median",
            "four-mean",
            "three-median",
            "five-trimmed",
            "five-trimmed-quick",
        ];
        Assert.Equal(names, ForecasterCatalog.All.Select(static method => method.Name));
        Assert.Equal(["mean", "tsb"], ForecasterCatalog.Named(["tsb", "mean"]).Select(static method => method.Name));
        var problems = Assert.Throws<ProblemException>(() => ForecasterCatalog.Named(["tsb", "arimax", "tsb"])).Problems;
        Assert.Equal(["SEG-FCST-013", "SEG-FCST-013"], problems.Select(static problem => problem.Code));
    }

    [Fact]
    public void Excuses_NameMethodsOfTheCatalogue()
        => Assert.All(Excuses.Keys, excuse => Assert.Contains(excuse.Method, ForecasterCatalog.All.Select(static method => method.Name)));

    private static IForecaster Method(string name) => ForecasterCatalog.All.Single(method => method.Name == name);

    private static double[] Mean(string name, double[] history) => SeriesForecast.Mean(Method(name), history, Horizon, Season);

    private static DemandHistory History(double[] values, bool hasMissing = true) => new(values, Season, hasMissing && values.Any(double.IsNaN));

    private static double[] WithGaps(ulong seed)
    {
        var history = DemandSamples.Intermittent(seed, 90, 0.5);
        foreach (var at in (int[])[3, 17, 18, 40, 41, 42, 70, 88])
        {
            history[at] = double.NaN;
        }

        return history;
    }

    private static ReadOnlySpan<byte> Bytes(double[] values) => MemoryMarshal.AsBytes<double>(values);
}
