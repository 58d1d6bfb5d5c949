using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Tests.Demand;

public sealed class VariabilityTests
{
    // definitions.md §1.
    private static readonly double[] Golden = [10, 12, 9, 11, 10, 8];

    [Fact]
    public void Measure_Golden_IsTheSampleCv()
    {
        Assert.Equal(0.141421, Variability.Measure(Golden).Cv, 6);
        Assert.Equal(0.129099, Variability.Measure(Golden, new VariabilityOptions { DegreesOfFreedom = 0 }).Cv, 6);
        Assert.Equal(10, Variability.Measure(Golden).Mean);
    }

    [Fact]
    public void Measure_ZerosBeforeTheFirstDemand_AreOutsideTheActiveSpan()
    {
        var launched = Variability.Measure([0, 0, 4, 0, 2]);

        Assert.Equal(2, launched.Mean);
        Assert.Equal(3, launched.Periods);
        Assert.Equal(1, launched.Cv);
        Assert.Equal(6.0 / 5, Variability.Measure([0, 0, 4, 0, 2], new VariabilityOptions { Start = ActiveSpanStart.FirstPeriod }).Mean);
    }

    [Fact]
    public void Measure_MissingPeriods_AreLeftOut()
    {
        var profile = Variability.Measure([10, 12, double.NaN, 9, 11, double.NaN, 10, 8]);

        Assert.Equal(Variability.Measure(Golden) with { MissingPeriods = 2 }, profile);
    }

    [Fact]
    public void Measure_NoDemand_HasNoCv()
    {
        Assert.True(double.IsNaN(Variability.Measure([0, 0]).Cv));
        Assert.True(double.IsNaN(Variability.Measure([]).Mean));
        Assert.Equal(0, Variability.Measure([0, 0], new VariabilityOptions { Start = ActiveSpanStart.FirstPeriod }).Mean);
    }

    [Fact]
    public void Measure_MeanNotPositive_HasNoCv()
        => Assert.True(double.IsNaN(Variability.Measure([1, -3]).Cv));

    [Fact]
    public void Measure_OnePeriod_HasNoSampleDeviation()
    {
        Assert.True(double.IsNaN(Variability.Measure([5]).StandardDeviation));
        Assert.Equal(0, Variability.Measure([5], new VariabilityOptions { DegreesOfFreedom = 0 }).Cv);
    }
}
