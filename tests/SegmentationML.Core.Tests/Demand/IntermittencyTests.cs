using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Tests.Demand;

public sealed class IntermittencyTests
{
    // definitions.md §1: plain Python from the formulas.
    private static readonly double[] Golden = [0, 0, 5, 0, 0, 3, 0, 4, 0, 0, 0, 6];

    // forecasting.md §3 prints the series; §2.8 the CV² of int24_anofox by R (n - 1) and numpy (n), and obsolete36's ADI.
    private static readonly double[] Int24 = [0, 0, 5, 0, 0, 3, 0, 0, 0, 7, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 1, 0, 0, 0];
    private static readonly double[] Obsolete36 = [4, 0, 3, 5, 0, 0, 6, 2, 0, 4, 0, 3, 0, 5, 0, 2, 0, 0, 1, .. new double[17]];

    [Fact]
    public void Measure_Golden_CountsFromTheFirstDemandWithTheSampleVariance()
    {
        var profile = Intermittency.Measure(Golden);

        Assert.Equal(2.5, profile.Adi);
        Assert.Equal(0.082305, profile.SquaredCv, 6);
        Assert.Equal(4.5, profile.MeanSize);
        Assert.Equal(4, profile.DemandPeriods);
        Assert.Equal(10, profile.SpanPeriods);
        Assert.Equal(DemandIntervalConvention.FirstDemandToCutOff, profile.Interval);
        Assert.Equal(1, profile.DegreesOfFreedom);
    }

    [Theory]
    [InlineData(DemandIntervalConvention.WholeSeries, 3.0)]
    [InlineData(DemandIntervalConvention.FirstToLastDemand, 2.5)]
    [InlineData(DemandIntervalConvention.StartToLastDemand, 3.0)]
    [InlineData(DemandIntervalConvention.BetweenDemands, 3.0)]
    public void Measure_Golden_EachConventionIsNamedInTheResult(DemandIntervalConvention convention, double adi)
    {
        var profile = Intermittency.Measure(Golden, new IntermittencyOptions { Interval = convention, DegreesOfFreedom = 0 });

        Assert.Equal(adi, profile.Adi);
        Assert.Equal(0.061728, profile.SquaredCv, 6);
        Assert.Equal(convention, profile.Interval);
        Assert.Equal(0, profile.DegreesOfFreedom);
    }

    /// <summary>A power of two changes no digit, so that class and CV² hold at the edges of what a double can be.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(-1000)]
    [InlineData(1020)]
    [InlineData(-1070)]
    public void Measure_DemandBeyondSquares_HasTheSameShape(int exponent)
    {
        double[] demand = [.. Golden.Select(units => Math.ScaleB(units, exponent))];
        var (profile, golden) = (Intermittency.Measure(demand), Intermittency.Measure(Golden));
        Assert.Equal(golden.Adi, profile.Adi);
        Assert.Equal(golden.SquaredCv, profile.SquaredCv, 1e-15);
        Assert.Equal(Math.ScaleB(golden.MeanSize, exponent), profile.MeanSize);
    }

    [Fact]
    public void Measure_Int24_EqualsRAndNumpy()
    {
        Assert.Equal(0.3471, Intermittency.Measure(Int24).SquaredCv, 4);
        Assert.Equal(0.2893, Intermittency.Measure(Int24, new IntermittencyOptions { DegreesOfFreedom = 0 }).SquaredCv, 4);
    }

    [Fact]
    public void Measure_RunOutItem_TrailingZerosCount()
    {
        Assert.Equal(3.6, Intermittency.Measure(Obsolete36).Adi);
        Assert.Equal(1.9, Intermittency.Measure(Obsolete36, new IntermittencyOptions { Interval = DemandIntervalConvention.FirstToLastDemand }).Adi);
    }

    [Fact]
    public void Measure_NoDemand_IsNaNNotInfinity()
    {
        var profile = Intermittency.Measure([0, 0, 0]);

        Assert.True(double.IsNaN(profile.Adi));
        Assert.True(double.IsNaN(profile.SquaredCv));
        Assert.True(double.IsNaN(profile.MeanSize));
        Assert.Equal(0, profile.DemandPeriods);
        Assert.True(double.IsNaN(Intermittency.Measure([]).Adi));
    }

    [Fact]
    public void Measure_OneDemand_HasZeroSquaredCvAndSaysSo()
    {
        var profile = Intermittency.Measure([0, 7, 0, 0]);

        Assert.Equal(3, profile.Adi);
        Assert.Equal(0, profile.SquaredCv);
        Assert.True(profile.SingleDemand);
        Assert.True(double.IsNaN(Intermittency.Measure([0, 7, 0, 0], new IntermittencyOptions { Interval = DemandIntervalConvention.BetweenDemands }).Adi));
    }

    [Fact]
    public void Measure_MissingPeriods_CountNeitherAsPeriodsNorAsZeros()
    {
        var profile = Intermittency.Measure([0, double.NaN, 5, double.NaN, 0, 3, 0, 4, 0, 0, double.NaN, 6]);

        Assert.Equal(8.0 / 4, profile.Adi);
        Assert.Equal(8, profile.SpanPeriods);
        Assert.Equal(2, profile.MissingPeriods);
        Assert.Equal(0.082305, profile.SquaredCv, 6);
    }

    [Fact]
    public void Measure_NegativePeriods_AreNoDemand()
        => Assert.Equal(Intermittency.Measure([5, 0, 3]), Intermittency.Measure([5, -2, 3]));

    [Fact]
    public void Measure_DemandTimesTwo_ChangesOnlyTheSize()
    {
        var once = Intermittency.Measure(Int24);
        var twice = Intermittency.Measure([.. Int24.Select(units => 2 * units)]);

        Assert.Equal(once with { MeanSize = 2 * once.MeanSize }, twice);
    }

    [Fact]
    public void Measure_Infinity_IsRefusedWithItsPlace()
    {
        var refused = Assert.Throws<ProblemException>(() => Intermittency.Measure([1, double.PositiveInfinity]));

        Assert.Equal("SEG-CORE-101", refused.Problems.Single().Code);
        Assert.Contains("Period 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_WrongDegreesOfFreedom_IsRefused()
        => Assert.Equal("SEG-CORE-102", Assert.Throws<ProblemException>(() => Intermittency.Measure(Int24, new IntermittencyOptions { DegreesOfFreedom = 2 })).Problems.Single().Code);
}
