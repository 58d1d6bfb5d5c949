using System.Runtime.InteropServices;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Core.Tests.Forecasting;

public class PanelForecasterTests
{
    private static readonly PanelForecastOptions Weekly = new() { Horizon = 6, Season = 13, Origins = 3 };

    [Theory]
    [InlineData("no-demand", "zero", new double[] { 0, 0, 0, 0, 0 })]
    [InlineData("few-demands", "mean", new double[] { 0, 3, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("constant", "naive", new double[] { 4, 4, 4, 4, 4, 4, 4, 4 })]
    [InlineData("too-short", "intermittent-median", new double[] { 4, 0, 5, 1 })]
    [InlineData("too-short", "ses", new double[] { 4, 2, 5, 1 })]
    [InlineData("obsolete", "zero", new double[] { 4, 0, 5, 1, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("invalid-demand", "", new double[] { 4, -1, 5, 1 })]
    [InlineData("invalid-demand", "", new double[] { 4, double.PositiveInfinity, 5, 1 })]
    [InlineData("no-history", "", new double[] { double.NaN, double.NaN })]
    [InlineData("no-history", "", new double[0])]
    public void Run_AnEdgeSeries_GetsItsReasonAndMethod(string reason, string method, double[] demand)
    {
        var result = PanelForecaster.Run(DemandPanel.FromSeries([demand]), Weekly);

        Assert.Equal(reason, result.Reason[0].Code());
        Assert.Equal(method, result.MethodName(0));
        Assert.All(result.Mean, mean => Assert.Equal(method.Length == 0, double.IsNaN(mean)));
    }

    [Fact]
    public void Run_AnyNumberOfThreads_GivesTheSameBytes()
    {
        var panel = DemandPanel.FromSeries(DemandSamples.Mixed(seed: 7, count: 700, length: 120));

        var one = PanelForecaster.Run(panel, Weekly with { DegreeOfParallelism = 1 });
        var four = PanelForecaster.Run(panel, Weekly with { DegreeOfParallelism = 4 });

        Assert.Equal(one.Method, four.Method);
        Assert.Equal(one.Reason, four.Reason);
        SameBytes(one.Mean, four.Mean);
        SameBytes(one.Quantiles, four.Quantiles);
        SameBytes(one.Rmsse, four.Rmsse);
        SameBytes(one.LeadTimeSd, four.LeadTimeSd);
        SameBytes(one.Parameters, four.Parameters);
    }

    [Fact]
    public void Run_ASeriesForecastAlone_GetsWhatItGetsAmongOthers()
    {
        var series = DemandSamples.Mixed(seed: 8, count: 60, length: 120);
        var together = PanelForecaster.Run(DemandPanel.FromSeries(series), Weekly);
        for (var i = 0; i < series.Length; i++)
        {
            var alone = PanelForecaster.Run(DemandPanel.FromSeries([series[i]]), Weekly);
            SameBytes(alone.Mean, together.MeanOf(i).ToArray());
            Assert.Equal(alone.Reason[0], together.Reason[i]);
        }
    }

    [Fact]
    public void Run_EveryNumber_IsNotNegativeAndQuantilesRise()
    {
        var result = PanelForecaster.Run(DemandPanel.FromSeries(DemandSamples.Mixed(seed: 9, count: 500, length: 150)), Weekly);
        for (var i = 0; i < result.Count; i++)
        {
            if (result.Method[i] < 0)
            {
                continue;
            }

            for (var step = 0; step < result.Horizon; step++)
            {
                Assert.True(result.MeanOf(i)[step] >= 0 && double.IsFinite(result.MeanOf(i)[step]));
                var below = 0.0;
                foreach (var quantile in result.QuantilesOf(i, step))
                {
                    Assert.True(quantile >= below && double.IsFinite(quantile), $"series {i}, step {step}");
                    below = quantile;
                }
            }

            Assert.True(result.OneStepSd[i] >= 0 && result.LeadTimeSd[i] >= 0 && result.LeadTimeMean[i] >= 0);
        }
    }

    [Fact]
    public void Run_TheZeroForecastIsInTheTable_AndIsNeverChosenForLivingDemand()
    {
        var series = Enumerable.Range(0, 200).Select(static i => DemandSamples.Intermittent((ulong)i, 80, 0.9)).ToArray();
        var result = PanelForecaster.Run(DemandPanel.FromSeries(series), Weekly);

        Assert.Equal("zero", result.Methods[0].Name);
        for (var i = 0; i < result.Count; i++)
        {
            if (result.Reason[i] is ForecastReason.BackTest)
            {
                Assert.NotEqual(0, result.Method[i]);
                Assert.False(double.IsNaN(result.Rmsse[i * result.Methods.Count]));
            }
        }
    }

    [Fact]
    public void Run_OnIntermittentDemand_AMethodThatRepeatsSingleBucketsDoesNotCompete_UnlessNothingElseIsAllowed()
    {
        var series = Enumerable.Range(0, 100).Select(static i => DemandSamples.Intermittent((ulong)i, 80, 0.8)).ToArray();
        var panel = DemandPanel.FromSeries(series);
        var free = PanelForecaster.Run(panel, Weekly with { Margin = 0, IntermittentMargin = 0 });
        var only = PanelForecaster.Run(panel, Weekly with { MethodLists = [["naive"]], MethodListOfSeries = new int[100] });
        for (var i = 0; i < 100; i++)
        {
            Assert.DoesNotContain("naive", free.MethodName(i));
            Assert.Equal(("naive", ForecastReason.OnlyCandidate), (only.MethodName(i), only.Reason[i]));
        }
    }

    /// <summary>Demand every week, none in the last: naive had the least error and would now forecast nothing.</summary>
    [Fact]
    public void Run_LivingDemand_IsNotForecastAsNone()
    {
        double[] demand = [.. Enumerable.Range(0, 59).Select(static t => t < 15 ? 100.0 : t < 28 ? 20 : t < 41 ? 80 : 5), 0];
        var naive = Weekly with { Methods = ForecasterCatalog.Named(["naive", "ses"]), Margin = 0, IntermittentMargin = 0 };
        Assert.Equal("naive", PanelForecaster.Run(DemandPanel.FromSeries([demand[..^1]]), naive).MethodName(0));
        var result = PanelForecaster.Run(DemandPanel.FromSeries([demand]), naive);
        Assert.True(result.MeanOf(0)[0] > 0);
    }

    [Fact]
    public void Run_TheReferenceIsLeft_OnlyForAClearGain()
    {
        var panel = DemandPanel.FromSeries([.. Enumerable.Range(0, 200).Select(static i => DemandSamples.Intermittent((ulong)i, 90, 0.6))]);
        var result = PanelForecaster.Run(panel, Weekly with { IntermittentMargin = 0.1, IntermittentReference = "ses" });
        var ses = result.Methods.ToList().FindIndex(static method => method.Name == "ses");
        var left = 0;
        for (var i = 0; i < result.Count; i++)
        {
            var scores = result.Rmsse.AsSpan(i * result.Methods.Count, result.Methods.Count);
            if (result.Reason[i] == ForecastReason.BackTest)
            {
                Assert.True(scores[result.Method[i]] * scores[result.Method[i]] <= 0.9 * scores[ses] * scores[ses]);
                left++;
            }
            else if (result.Reason[i] != ForecastReason.Obsolete)
            {
                Assert.Equal((ses, ForecastReason.Reference), (result.Method[i], result.Reason[i]));
            }
        }

        Assert.InRange(left, 1, 100);
    }

    [Theory]
    [InlineData("ses", "naive", "ses", "tsb")]
    [InlineData("mean", "mean", "croston")]
    [InlineData("mean", "naive", "mean")]
    [InlineData("naive", "naive", "seasonal-naive")]
    [InlineData("mean", "ssa", "seasonal-naive")]
    public void Run_WithoutAReference_TakesSesOrTheSimplestThatAlwaysAnswers(string expected, params string[] methods)
    {
        var result = PanelForecaster.Run(DemandPanel.FromSeries([[3, 0, 4]]), Weekly with { Methods = ForecasterCatalog.Named(methods) });
        Assert.Equal(expected, result.MethodName(0));
        Assert.Contains(result.Reason[0], methods.Contains(expected) ? (ForecastReason[])[ForecastReason.TooShort, ForecastReason.OnlyCandidate] : [ForecastReason.NoCandidate]);
        Assert.Equal("zero", result.Methods[0].Name);
    }

    [Fact]
    public void Run_LeadTimes_GiveTheirOwnMeanAndSpread()
    {
        var demand = DemandSamples.Intermittent(4, 150, 0.3);
        var panel = DemandPanel.FromSeries([demand, demand, demand, demand]);
        var result = PanelForecaster.Run(panel, Weekly with { LeadTimes = [1, 2.5, 6, 9], Methods = ForecasterCatalog.Named(["tsb"]), Reference = "tsb" });
        var level = result.MeanOf(0)[0];
        double[] expected = [level, 2.5 * level, 6 * level, 9 * level];
        Close.To(expected, result.LeadTimeMean, 1e-12);
        Assert.Equal(result.OneStepSd[0], result.LeadTimeSd[0], 12);
        Assert.All(result.LeadTimeErrors, static errors => Assert.True(errors > 100));
        Assert.Equal(result.LeadTimeSd.Order(), result.LeadTimeSd);
        Assert.Equal("SEG-FCST-028", Assert.Throws<ProblemException>(() => PanelForecaster.Run(panel, Weekly with { LeadTimes = [1, 2, 0, 4] })).Problems[0].Code);
        Assert.Equal("SEG-FCST-027", Assert.Throws<ProblemException>(() => PanelForecaster.Run(panel, Weekly with { LeadTimes = [1] })).Problems[0].Code);
    }

    [Fact]
    public void Mean_OfOneMethod_IsItsForecastOfEverySeries_NaNWhereItRefuses()
    {
        double[][] series = [DemandSamples.Intermittent(1, 60), DemandSamples.Intermittent(2, 5), [3, -1, 4, .. new double[40]], [double.NaN, .. DemandSamples.Intermittent(3, 60)]];
        var method = ForecasterCatalog.Named(["seasonal-naive"])[0];
        var mean = new double[4 * 9];
        PanelForecaster.Mean(DemandPanel.FromSeries(series), method, 9, 13, mean, 2);
        Assert.Equal(SeriesForecast.Mean(method, series[0], 9, 13), mean[..9]);
        Assert.All(mean[9..27], static value => Assert.True(double.IsNaN(value)));
        Assert.Equal(SeriesForecast.Mean(method, series[3], 9, 13), mean[27..]);
    }

    [Fact]
    public void Run_AMethodListOfASeries_IsHonoured()
    {
        var series = Enumerable.Range(0, 20).Select(static i => DemandSamples.Intermittent((ulong)i, 80)).ToArray();
        var options = Weekly with { MethodLists = [["tsb"], ["mean", "sba"]], MethodListOfSeries = [.. Enumerable.Range(0, 20).Select(static i => (i % 3) - 1)] };

        var result = PanelForecaster.Run(DemandPanel.FromSeries(series), options);

        for (var i = 0; i < 20; i++)
        {
            if (i % 3 == 1)
            {
                Assert.Equal(("tsb", ForecastReason.OnlyCandidate), (result.MethodName(i), result.Reason[i]));
            }
            else if (i % 3 == 2)
            {
                Assert.Contains(result.MethodName(i), (string[])["mean", "sba"]);
            }
        }
    }

    /// <summary>Where every bucket after the origins is missing nothing was tested: no method failed.</summary>
    [Fact]
    public void Run_NothingKnownAfterTheOrigins_IsTooShortAndNotTested()
    {
        double[] ended = [0, 2, 0, 3, 0, 0, 1, 0, 0, 4, 0, 2, 0, 1, .. Enumerable.Repeat(double.NaN, 40)];
        var result = PanelForecaster.Run(DemandPanel.FromSeries([ended]), Weekly);
        Assert.Equal((ForecastReason.TooShort, 0), (result.Reason[0], result.Origins[0]));
        Assert.DoesNotContain(CandidateState.NotConverged, result.StatesOf(0).ToArray());
    }

    /// <summary>Of every method the table says what became of it.</summary>
    [Fact]
    public void Run_EveryMethodHasAState_AndOneIsChosen()
    {
        var panel = DemandPanel.FromSeries([DemandSamples.Intermittent(3, 80, 0.7), DemandSamples.Seasonal(4, 60, 13), new double[30], [3, 0, 4]]);
        var result = PanelForecaster.Run(panel, Weekly with { MethodLists = [["ses", "tsb", "imapa", "seasonal-naive"]], MethodListOfSeries = [0, -1, -1, -1] });
        var names = result.Methods.Select(static method => method.Name).ToList();
        Assert.Equal(CandidateState.Zero, result.StatesOf(0)[names.IndexOf("zero")]);
        Assert.Equal(CandidateState.Forbidden, result.StatesOf(0)[names.IndexOf("sba")]);
        Assert.Equal(CandidateState.RepeatsBuckets, result.StatesOf(0)[names.IndexOf("seasonal-naive")]);
        Assert.Equal(CandidateState.Chosen, result.StatesOf(2)[names.IndexOf("zero")]);
        Assert.Equal(CandidateState.TooShort, result.StatesOf(3)[names.IndexOf("ssa")]);
        for (var i = 0; i < result.Count; i++)
        {
            Assert.Equal(result.Method[i], result.StatesOf(i).IndexOf(CandidateState.Chosen));
            Assert.Equal(1, result.StatesOf(i).Count(CandidateState.Chosen));
        }

        Assert.Equal(Enum.GetValues<CandidateState>().Length, Enum.GetValues<CandidateState>().Select(static state => state.Code()).Distinct().Count());
        Assert.Equal(Enum.GetValues<ForecastReason>().Length, Enum.GetValues<ForecastReason>().Select(static reason => reason.Code()).Distinct().Count());
    }

    /// <summary>The loss of the table is what the criterion says: here by hand, from the quantiles that a forecast at the one origin gives.</summary>
    [Theory]
    [InlineData(ChoiceCriterion.Pinball)]
    [InlineData(ChoiceCriterion.InventoryCost)]
    public void Run_ACriterionOnQuantiles_IsTheLossOfTheForecastMadeThen(ChoiceCriterion criterion)
    {
        var demand = DemandSamples.Intermittent(12, 90, 0.6);
        var options = Weekly with { Origins = 1, Criterion = criterion, CriticalRatio = 0.9, LeadTimes = [4], Levels = [0.5, 0.9], Margin = 0, IntermittentMargin = 0 };
        var result = PanelForecaster.Run(DemandPanel.FromSeries([demand]), options);
        var names = result.Methods.Select(static method => method.Name).ToList();
        foreach (var name in (string[])["tsb", "imapa", "ses"])
        {
            var then = PanelForecaster.Run(DemandPanel.FromSeries([demand[..^6]]), options with { Methods = ForecasterCatalog.Named([name]), Levels = criterion == ChoiceCriterion.Pinball ? [0.5, 0.9] : [0.9], Origins = 1, MinimumTraining = 1000 });
            var expected = criterion == ChoiceCriterion.Pinball
                ? Enumerable.Range(0, 6).Average(step => (Loss(demand[84 + step], then.QuantilesOf(0, step)[0], 0.5) + Loss(demand[84 + step], then.QuantilesOf(0, step)[1], 0.9)) / 2)
                : Loss(demand[84..88].Sum(), then.LeadTimeQuantilesOf(0)[0], 0.9);
            Close.To(expected, result.Loss[names.IndexOf(name)], 1e-12, name);
        }

        var tested = Enumerable.Range(0, names.Count).Where(m => result.StatesOf(0)[m] is CandidateState.Tested or CandidateState.Chosen);
        Assert.Equal(tested.Min(m => result.Loss[m]), result.Loss[result.Method[0]]);
    }

    private static double Loss(double demand, double quantile, double level) => demand >= quantile ? level * (demand - quantile) : (1 - level) * (quantile - demand);

    [Fact]
    public void Run_AGroup_SharesTheMethodThatErrsLeastOverIt()
    {
        var series = Enumerable.Range(0, 60).Select(static i => i < 30 ? DemandSamples.Intermittent((ulong)i, 100, 0.7) : DemandSamples.Seasonal((ulong)i, 100, 13, noise: 1)).ToArray();
        var options = Weekly with { GroupOfSeries = [.. Enumerable.Range(0, 60).Select(static i => i / 30)] };
        var result = PanelForecaster.Run(DemandPanel.FromSeries(series), options);
        Assert.Single(Enumerable.Range(0, 30).Where(i => result.Reason[i] == ForecastReason.Group).Select(result.MethodName).Distinct());
        Assert.Equal(30, Enumerable.Range(30, 30).Count(i => result.Reason[i] == ForecastReason.Group));
        var names = result.Methods.Select(static method => method.Name).ToList();
        double Total(string name) => Enumerable.Range(30, 30).Sum(i => result.Rmsse[(i * names.Count) + names.IndexOf(name)]);
        Assert.All(names.Where(static name => name != "zero"), name => Assert.True(Total(result.MethodName(30)) <= Total(name) * 1.05, name));
    }

    [Fact]
    public void Run_FromAParent_KeepsMethodAndParameters_OrChoosesAgain()
    {
        var series = Enumerable.Range(0, 40).Select(static i => DemandSamples.Intermittent((ulong)i, 90, 0.5)).ToArray();
        var methods = ForecasterCatalog.Named(["ses", "tsb", "croston"]);
        var first = PanelForecaster.Run(DemandPanel.FromSeries([.. series.Select(static demand => demand[..^5])]), Weekly with { Methods = methods, KeepsFitted = true });
        var kept = PanelForecaster.Run(DemandPanel.FromSeries(series), Weekly with { Methods = methods, Parent = ForecastParent.Of(first, ParentUse.Keep) });
        var warm = PanelForecaster.Run(DemandPanel.FromSeries(series), Weekly with { Methods = methods, Parent = ForecastParent.Of(first, ParentUse.WarmStart) });
        var anew = PanelForecaster.Run(DemandPanel.FromSeries(series), Weekly with { Methods = methods });
        for (var i = 0; i < series.Length; i++)
        {
            Assert.Equal((first.MethodName(i), ForecastReason.Kept), (kept.MethodName(i), kept.Reason[i]));
            Assert.Equal(first.Parameters.AsSpan(i * first.ParameterCount, first.ParameterCount), kept.Parameters.AsSpan(i * first.ParameterCount, first.ParameterCount));
            Assert.NotEqual(first.MeanOf(i)[0], kept.MeanOf(i)[0]);
            Assert.Equal(anew.MethodName(i), warm.MethodName(i));
            Assert.Equal(anew.MeanOf(i)[0], warm.MeanOf(i)[0], 1e-6);
        }
    }

    /// <summary>A clock that has run out after its second look lets the reference alone be tested.</summary>
    [Fact]
    public void Run_WhenTheTimeIsOver_TheReferenceStands()
    {
        var looks = 0;
        var options = Weekly with { TimeLimit = TimeSpan.FromSeconds(1), Clock = () => TimeSpan.FromSeconds(looks++ * 2), DegreeOfParallelism = 1 };
        var result = PanelForecaster.Run(DemandPanel.FromSeries([DemandSamples.Intermittent(5, 90)]), options);
        Assert.Equal("intermittent-median", result.MethodName(0));
        Assert.Equal(result.Methods.Count - 1, result.StatesOf(0).Count(CandidateState.OutOfTime));
        Assert.Equal("SEG-FCST-033", Assert.Throws<ProblemException>(() => PanelForecaster.Run(DemandPanel.FromSeries([]), options with { Clock = null })).Problems[0].Code);
    }

    [Fact]
    public void Run_ReportsProgressUpToOne_AndCanBeCancelled()
    {
        var panel = DemandPanel.FromSeries(DemandSamples.Mixed(seed: 3, count: 1000, length: 40));
        var told = new Told();
        PanelForecaster.Run(panel, Weekly, told);
        Assert.Equal(1, told.Shares[^1]);
        Assert.Equal(told.Shares.Order(), told.Shares);

        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => PanelForecaster.Run(panel, Weekly, null, cancelled.Token));
    }

    [Fact]
    public void Run_BadOptions_ListsAllThatIsWrong()
    {
        var options = Weekly with { Horizon = 0, Reference = "seasonal-naive", ObsoleteProbability = 2, MethodLists = [["arimax"]] };

        var problems = Assert.Throws<ProblemException>(() => PanelForecaster.Run(DemandPanel.FromSeries([]), options)).Problems;

        Assert.Equal(["SEG-FCST-020", "SEG-FCST-022", "SEG-FCST-023", "SEG-FCST-025"], problems.Select(static problem => problem.Code));
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void Run_QuantitiesAtTheEndsOfTheScale_AreForecastAsInAnyOtherUnit(double unit)
    {
        var demand = DemandSamples.Intermittent(5, 60).Select(static x => x + (x > 0 ? 0.5 : 0)).ToArray();
        var ordinary = PanelForecaster.Run(DemandPanel.FromSeries([demand]), Weekly);
        var extreme = PanelForecaster.Run(DemandPanel.FromSeries([[.. demand.Select(x => x * unit)]]), Weekly);

        Assert.Equal(ordinary.MethodName(0), extreme.MethodName(0));
        Close.To(ordinary.Mean.Select(x => x * unit).ToArray(), extreme.Mean, 1e-9);
        Close.To(ordinary.LeadTimeSd[0] * unit, extreme.LeadTimeSd[0], 1e-9);
        Close.To(ordinary.Rmsse, extreme.Rmsse, 1e-9);
    }

    private static void SameBytes(double[] one, double[] other)
        => Assert.True(MemoryMarshal.AsBytes<double>(one).SequenceEqual(MemoryMarshal.AsBytes<double>(other)));

    private sealed class Told : IProgress<double>
    {
        public List<double> Shares { get; } = [];

        public void Report(double value) => Shares.Add(value);
    }
}
