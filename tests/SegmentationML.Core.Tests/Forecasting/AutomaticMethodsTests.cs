using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Core.Tests.Forecasting;

public class AutomaticMethodsTests
{
    private static readonly double[] Smooth = [.. Enumerable.Range(0, 48).Select(static t => 50 + t + (7 * (t % 5)) + (t * t % 11))];
    private static readonly double[] Growing = [.. Enumerable.Range(0, 60).Select(static t => ((100 + (2 * t)) * (1 + (0.3 * Math.Sin(Math.PI * t / 6)))) + (3 * (t * t % 7)))];
    private static readonly double[] Lumpy = DemandSamples.Intermittent(3, 48, 0.7);
    private static readonly PanelForecastOptions Asked = new() { Horizon = 6, Season = 12, DegreeOfParallelism = 1 };

    private static PanelForecast Run(double[][] series, ForecastEffort effort, PanelForecastOptions? asked = null)
    {
        var panel = DemandPanel.FromSeries(series);
        return PanelForecaster.Run(panel, AutomaticMethods.For(asked ?? Asked, panel, effort), cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void EachDemandClass_ChoosesAmongItsOwnMethods()
    {
        var forecast = Run([Smooth, Lumpy], ForecastEffort.Auto);
        var names = forecast.Methods.Select(static m => m.Name).ToList();
        Assert.Equal("five-trimmed", forecast.MethodName(0));
        Assert.Equal(CandidateState.OtherClass, forecast.StatesOf(0)[names.IndexOf("imapa")]);
        Assert.Equal(CandidateState.OtherClass, forecast.StatesOf(1)[names.IndexOf("ets")]);
        Assert.Equal("intermittent-median", forecast.MethodName(1));
        Assert.All(names.Where(static n => n is "croston" or "sba" or "tsb"), n => Assert.True(double.IsNaN(forecast.Loss[names.IndexOf(n)])));
    }

    /// <summary>The more smooth demand, the cheaper its reference; who names an effort has it whatever the panel.</summary>
    [Theory]
    [InlineData(1, ForecastEffort.Thorough, "five-trimmed")]
    [InlineData(AutomaticMethods.LargestThorough, ForecastEffort.Quick, "five-trimmed-quick")]
    [InlineData(AutomaticMethods.LargestQuick, ForecastEffort.Least, "theta-dynamic-optimised")]
    public void AutoEffort_IsWhatThePanelAffords(long buckets, ForecastEffort afforded, string reference)
    {
        var panel = DemandPanel.FromSeries([.. Enumerable.Repeat(Smooth, 1 + (int)(buckets / Smooth.Length))]);
        Assert.Equal(afforded, AutomaticMethods.Affordable(AutomaticMethods.SmoothBuckets(panel)));
        var options = AutomaticMethods.For(Asked, panel, ForecastEffort.Auto);
        Assert.Equal((reference, "intermittent-median"), (options.Reference, options.IntermittentReference));
        Assert.Equal(options.Methods, AutomaticMethods.For(Asked, DemandPanel.FromSeries([Smooth]), afforded).Methods);
        Assert.Equal("five-trimmed", AutomaticMethods.For(Asked, panel, ForecastEffort.Thorough).Reference);
    }

    /// <summary>Whatever the effort, smooth demand has a method that follows its trend and season, and none made for intermittent demand.</summary>
    [Theory]
    [InlineData(ForecastEffort.Least, "theta-dynamic-optimised")]
    [InlineData(ForecastEffort.Quick, "five-trimmed-quick")]
    [InlineData(ForecastEffort.Thorough, "five-trimmed")]
    public void EveryEffort_ContinuesTrendAndSeason(ForecastEffort effort, string reference)
    {
        var forecast = Run([Growing, Lumpy], effort);
        var names = forecast.Methods.Select(static m => m.Name).ToList();
        Assert.Equal(reference, forecast.MethodName(0));
        Assert.Equal(CandidateState.OtherClass, forecast.StatesOf(0)[names.IndexOf("sba")]);
        Assert.Equal(CandidateState.OtherClass, forecast.StatesOf(1)[names.IndexOf("theta-dynamic-optimised")]);
        Assert.Equal("intermittent-median", forecast.MethodName(1));
    }

    /// <summary>Where a bucket is empty, factors of a season are not defined: another combination is the reference.</summary>
    [Theory]
    [InlineData(ForecastEffort.Least, "theta-dynamic-optimised")]
    [InlineData(ForecastEffort.Quick, "theta-dynamic-optimised")]
    [InlineData(ForecastEffort.Thorough, "three-median")]
    public void SmoothSeriesWithAnEmptyBucket_HasItsOwnReference(ForecastEffort effort, string reference)
    {
        double[] withZero = [.. Smooth];
        withZero[20] = 0;
        Assert.Equal(reference, Run([withZero, Lumpy], effort).MethodName(0));
    }

    /// <summary>The series of a group are compared on the same methods, whatever their class.</summary>
    [Fact]
    public void ChoiceByGroups_HasTheMethodsForEveryClass()
        => Assert.Equal(ForecasterCatalog.Default, AutomaticMethods.For(Asked with { GroupOfSeries = [0, 0] }, DemandPanel.FromSeries([Smooth, Lumpy]), ForecastEffort.Thorough).Methods);

    /// <summary>A segment that lists methods has exactly these, of whatever class they are.</summary>
    [Fact]
    public void MethodList_IsStrongerThanTheDemandClass()
    {
        var forecast = Run([Smooth, Lumpy], ForecastEffort.Auto, Asked with { MethodLists = [["croston"], ["ets"]], MethodListOfSeries = [0, 1] });
        Assert.Equal("croston", forecast.MethodName(0));
        Assert.Equal("ets", forecast.MethodName(1));
        Assert.Equal(ForecastReason.OnlyCandidate, forecast.Reason[0]);
    }

    /// <summary>A smooth series that is restricted refers to the method of its class where that is allowed, else to ses; a method that is not allowed is never its own.</summary>
    [Theory]
    [InlineData(ForecastEffort.Least, "theta-dynamic-optimised")]
    [InlineData(ForecastEffort.Quick, "five-trimmed-quick")]
    [InlineData(ForecastEffort.Thorough, "five-trimmed")]
    public void RestrictedSmoothSeries_RefersToWhatItsListAllows(ForecastEffort effort, string reference)
    {
        double[] noisy = [.. Enumerable.Range(0, 60).Select(static t => 50.0 + (t * t % 11) - (t * t * t % 7))];
        var forecast = Run([noisy, Growing, noisy[..7]], effort, Asked with { MethodLists = [["ses", "naive"], ["ses", reference], ["naive", "ses"]], MethodListOfSeries = [0, 1, 2] });
        Assert.Equal(("ses", ForecastReason.Reference), (forecast.MethodName(0), forecast.Reason[0]));
        Assert.Equal((reference, ForecastReason.Reference), (forecast.MethodName(1), forecast.Reason[1]));
        Assert.Equal(("ses", ForecastReason.TooShort), (forecast.MethodName(2), forecast.Reason[2]));
    }

    [Fact]
    public void QuantilesOfRestrictedSeries_AreThoseOfTheirMethod()
    {
        var forecast = Run([Smooth, Lumpy], ForecastEffort.Auto, Asked with { Distribution = DistributionChoice.Method });
        Assert.Equal(DistributionBasis.Pooled, forecast.Basis[1]);
        Assert.Equal(DistributionBasis.MeasuredErrors, forecast.Basis[0]);
    }
}
