using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Core.Tests.Forecasting;

public class RollingOriginBackTestTests
{
    [Theory]
    [InlineData(60, 3, null, new[] { 21, 34, 47 })]
    [InlineData(60, 3, 1, new[] { 45, 46, 47 })]
    [InlineData(60, 9, null, new[] { 8, 21, 34, 47 })]
    [InlineData(21, 3, null, new[] { 8 })]
    [InlineData(20, 3, null, new int[0])]
    public void PlaceOrigins_GoesBackFromTheEndWhileThereIsTraining(int length, int origins, int? step, int[] expected)
    {
        var placed = new int[origins];
        var count = RollingOriginBackTest.PlaceOrigins(
            new DemandHistory(Enumerable.Repeat(1.0, length).ToArray(), 1, hasMissing: false), new BackTestOptions { Origins = origins, Step = step }, placed);
        Assert.Equal(expected, placed[..count]);
    }

    [Fact]
    public void PlaceOrigins_NeedsDemandAndObservedBucketsBefore()
    {
        double[] late = [.. new double[30], .. Enumerable.Repeat(2.0, 30)];
        var placed = new int[5];
        var count = RollingOriginBackTest.PlaceOrigins(new DemandHistory(late, 1, hasMissing: false), new BackTestOptions { Origins = 5, Horizon = 10 }, placed);
        Assert.Equal([40, 50], placed[..count]);

        double[] gap = [.. Enumerable.Repeat(2.0, 5), .. Enumerable.Repeat(double.NaN, 30), .. Enumerable.Repeat(2.0, 25)];
        count = RollingOriginBackTest.PlaceOrigins(new DemandHistory(gap, 1, hasMissing: true), new BackTestOptions { Origins = 5, Horizon = 10 }, placed);
        Assert.Equal([40, 50], placed[..count]);
    }

    [Fact]
    public void Run_IsTheErrorsWrittenOut()
    {
        var demand = DemandSamples.Intermittent(6, 80, 0.5);
        demand[75] = double.NaN;
        var options = new BackTestOptions { Horizon = 8, Origins = 3, Step = 5, Season = 4 };
        var methods = ForecasterCatalog.Named(["zero", "naive", "seasonal-naive", "mean", "croston", "sba", "tsb"]);

        var scores = RollingOriginBackTest.Run(methods, demand, options);

        int[] origins = [62, 67, 72];
        for (var m = 0; m < methods.Count; m++)
        {
            var errors = origins
                .SelectMany(origin => SeriesForecast.Mean(methods[m], demand.AsSpan(0, origin), 8, 4).Select((mean, step) => demand[origin + step] - mean))
                .Where(static error => !double.IsNaN(error)).ToArray();
            Assert.Equal(errors.Length, scores[m].Count);
            Close.To(errors.Average(), scores[m].Bias, 1e-10);
            Close.To(errors.Average(Math.Abs), scores[m].Mae, 1e-10);
            Close.To(Math.Sqrt(errors.Average(static e => e * e) / RootMeanSquaredScaledError.Scale(demand.AsSpan(0, 72))), scores[m].Rmsse, 1e-10);
        }
    }

    [Fact]
    public void Run_OneOrigin_IsTheMeasuresOfAccuracy()
    {
        var demand = DemandSamples.Intermittent(16, 60, 0.5);
        var score = RollingOriginBackTest.Run([ForecasterCatalog.Named(["sba"])[0]], demand, new BackTestOptions { Horizon = 12, Origins = 1 })[0];
        var forecast = SeriesForecast.Mean(ForecasterCatalog.Named(["sba"])[0], demand.AsSpan(0, 48), 12);
        Close.To(RootMeanSquaredScaledError.Measure(demand.AsSpan(0, 48), demand.AsSpan(48), forecast), score.Rmsse, 1e-12);
        Close.To(MeanAbsoluteError.Measure(demand.AsSpan(48), forecast), score.Mae, 1e-12);
        Close.To(ForecastBias.Measure(demand.AsSpan(48), forecast), score.Bias, 1e-12);
    }

    [Fact]
    public void Run_AMethodThatCannotAnswerAtTheFirstOrigin_HasNoScore()
    {
        var scores = RollingOriginBackTest.Run(ForecasterCatalog.Named(["naive", "seasonal-naive"]), DemandSamples.Intermittent(3, 70, 0.3), new BackTestOptions { Season = 52 });
        Assert.Equal(39, scores[0].Count);
        Assert.Equal(BackTestScore.None, scores[1]);
    }

    [Fact]
    public void Run_BadOptionsOrDemand_IsAProblem()
    {
        var methods = ForecasterCatalog.Named(["naive"]);
        var problems = Assert.Throws<ProblemException>(() => RollingOriginBackTest.Run(methods, [1, 2], new BackTestOptions { Horizon = 0, Origins = -1, Step = 0 })).Problems;
        Assert.Equal(3, problems.Count(static problem => problem.Code == "SEG-FCST-020"));
        Assert.Equal("SEG-FCST-010", Assert.Throws<ProblemException>(() => RollingOriginBackTest.Run(methods, [1, -2], new BackTestOptions())).Problems[0].Code);
    }

    [Theory]
    [InlineData(20, 40, 5, false)] // a fast item out of stock for five buckets
    [InlineData(20, 40, 12, false)] // unlikely, but shorter than the season
    [InlineData(20, 40, 13, true)]
    [InlineData(4, 60, 60, false)] // (1 - 4/61)^60 = 0.017
    [InlineData(4, 60, 110, true)]
    [InlineData(1, 1, 12, false)]
    [InlineData(1, 1, 13, true)] // a single demand: share 1/2, (1/2)^13
    public void Obsolescence_IsARunThatIsNoAccident(int demands, int span, int trailingZeros, bool ended)
        => Assert.Equal(ended, Obsolescence.HasEnded(demands, span, trailingZeros, season: 13, horizon: 8, limit: 0.001));
}
