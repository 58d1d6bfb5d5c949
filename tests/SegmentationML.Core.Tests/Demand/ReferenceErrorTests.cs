using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Tests.Demand;

public sealed class ReferenceErrorTests
{
    [Fact]
    public void Measure_HandComputed_IsOneStepRmseOverMean()
    {
        // Level 10; errors 10, then level 11 and -1: RMSE = √(101 / 2), mean 40 / 3.
        var profile = ReferenceError.Measure([10, 20, 10]);

        Assert.Equal(Math.Sqrt(101.0 / 2), profile.Rmse, 12);
        Assert.Equal(Math.Sqrt(101.0 / 2) / (40.0 / 3), profile.RelativeRmse, 12);
        Assert.Equal(2, profile.Errors);
        Assert.Equal(0.1, profile.Alpha);
    }

    [Fact]
    public void Measure_MissingPeriod_LeavesTheLevelAndTakesNoError()
        => Assert.Equal(ReferenceError.Measure([10, 20, 10]), ReferenceError.Measure([0, 10, double.NaN, 20, double.NaN, 10]));

    [Fact]
    public void Measure_Constant_IsPerfectlyForeseen()
        => Assert.Equal(0, ReferenceError.Measure([7, 7, 7, 7]).RelativeRmse);

    [Fact]
    public void Measure_DemandTimesTwo_HasTheSameRelativeError()
        => Assert.Equal(ReferenceError.Measure([1, 5, 2, 8]).RelativeRmse, ReferenceError.Measure([2, 10, 4, 16]).RelativeRmse, 12);

    [Fact]
    public void Measure_NoDemandOrOnePeriod_IsNaN()
    {
        Assert.True(double.IsNaN(ReferenceError.Measure([0, 0]).RelativeRmse));
        Assert.True(double.IsNaN(ReferenceError.Measure([0, 3]).RelativeRmse));
    }

    [Fact]
    public void Measure_AlphaOutsideItsRange_IsRefused()
        => Assert.Equal("SEG-CORE-102", Assert.Throws<ProblemException>(() => ReferenceError.Measure([1, 2], new ReferenceErrorOptions { Alpha = 0 })).Problems.Single().Code);

    [Fact]
    public void Measure_OverALeadTime_ComparesTheSums()
    {
        // From period 0 the level 10 foresees 20 for two periods; 20 + 10 came. Mean 40/3.
        var profile = ReferenceError.Measure([10, 20, 10], new ReferenceErrorOptions { Horizon = 2 });

        Assert.Equal(1, profile.Errors);
        Assert.Equal(10, profile.Rmse, 12);
        Assert.Equal(10 / (2 * 40.0 / 3), profile.RelativeRmse, 12);
        Assert.Equal(0, ReferenceError.Measure([1, double.NaN, 1, 1], new ReferenceErrorOptions { Horizon = 3 }).Errors);
        Assert.Throws<ProblemException>(() => ReferenceError.Measure([1, 2], new ReferenceErrorOptions { Horizon = 0 }));
    }
}
