using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Tests.Demand;

public sealed class TrendTests
{
    [Fact]
    public void Measure_Line_HasItsSlopeAndNoError()
    {
        var profile = Trend.Measure([3, 5, 7, 9], new TrendOptions { TheilSen = true });

        Assert.Equal(2, profile.Slope, 12);
        Assert.Equal(0, profile.SlopeStandardError, 12);
        Assert.Equal(2.0 / 6, profile.RelativeSlope, 12);
        Assert.Equal(2, profile.TheilSenSlope);
    }

    [Fact]
    public void Measure_HandComputed_EqualsLeastSquares()
    {
        // x = 0..4, y = 2 1 4 3 5: Sxy = 8, Sxx = 10; residual squares 10 - 0.8 x 8 = 3.6; se = √(3.6 / 3 / 10).
        var profile = Trend.Measure([2, 1, 4, 3, 5]);

        Assert.Equal(0.8, profile.Slope, 12);
        Assert.Equal(Math.Sqrt(0.12), profile.SlopeStandardError, 12);
        Assert.True(double.IsNaN(profile.TheilSenSlope));
    }

    [Fact]
    public void Measure_OneOutlier_MovesLeastSquaresNotTheilSen()
    {
        var profile = Trend.Measure([1, 2, 3, 4, 5, 6, 100], new TrendOptions { TheilSen = true });

        Assert.Equal(1, profile.TheilSenSlope);
        Assert.True(profile.Slope > 9);
    }

    [Fact]
    public void Measure_MissingPeriods_KeepTheirPlaceInTime()
    {
        var profile = Trend.Measure([3, double.NaN, 7, double.NaN, double.NaN, 13], new TrendOptions { TheilSen = true });

        Assert.Equal(2, profile.Slope, 12);
        Assert.Equal(2, profile.TheilSenSlope);
        Assert.Equal(3, profile.Periods);
    }

    [Fact]
    public void Measure_LessThanTwoPeriods_IsNaN()
    {
        Assert.True(double.IsNaN(Trend.Measure([0, 0, 5]).Slope));
        Assert.True(double.IsNaN(Trend.Measure([]).Slope));
    }
}
