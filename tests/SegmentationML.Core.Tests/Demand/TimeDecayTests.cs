using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Tests.Demand;

public sealed class TimeDecayTests
{
    [Fact]
    public void Measure_Golden_WeighsByHalfLife()
    {
        // definitions.md §1: ages 0, 90, 180, 360 with half-life 90 weigh 1, .5, .25, .0625.
        var profile = TimeDecay.Measure([1, 1, 1, 1], [0, 90, 180, 360], 90);

        Assert.Equal(1.8125, profile.WeightSum);
        Assert.Equal(1.8125, profile.Sum);
        Assert.Equal(1, profile.Mean);
        Assert.Equal(2.495549, profile.EffectiveSampleSize, 6);
    }

    [Fact]
    public void Measure_Series_LastPeriodHasAgeZero()
    {
        var profile = TimeDecay.Measure([8, 4, 2], 1);

        Assert.Equal(2 + 2 + 2, profile.Sum);
        Assert.Equal(6 / 1.75, profile.Mean);
    }

    [Fact]
    public void Measure_MissingPeriod_AddsNoWeightButKeepsItsPlace()
    {
        var profile = TimeDecay.Measure([8, double.NaN, 2], 1);

        Assert.Equal(4, profile.Sum);
        Assert.Equal(1.25, profile.WeightSum);
    }

    [Fact]
    public void Measure_NothingObserved_HasNoMeanAndNoSampleSize()
    {
        Assert.True(double.IsNaN(TimeDecay.Measure([double.NaN], 5).Mean));
        Assert.Equal(0, TimeDecay.Measure([], 5).EffectiveSampleSize);
    }

    [Fact]
    public void Advance_StepByStep_EqualsTheSumAtOnce()
    {
        double[] series = [3, 1, 4, 1, 5, 9, 2, 6];
        var sum = 0.0;
        foreach (var value in series)
        {
            sum = TimeDecay.Advance(sum, 1, value, 4);
        }

        Assert.Equal(TimeDecay.Measure(series, 4).Sum, sum, 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Measure_HalfLifeNotPositive_IsRefused(double halfLife)
        => Assert.Equal("SEG-CORE-102", Assert.Throws<ProblemException>(() => TimeDecay.Measure([1], halfLife)).Problems.Single().Code);

    [Fact]
    public void Measure_AgesOfAnotherLengthOrAfterTheCutOff_AreRefused()
    {
        Assert.Equal("SEG-CORE-103", Assert.Throws<ProblemException>(() => TimeDecay.Measure([1, 2], [0], 1)).Problems.Single().Code);
        Assert.Equal("SEG-CORE-102", Assert.Throws<ProblemException>(() => TimeDecay.Measure([1], [-1], 1)).Problems.Single().Code);
    }
}
