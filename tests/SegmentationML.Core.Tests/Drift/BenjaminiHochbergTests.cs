using SegmentationML.Core.Drift;

namespace SegmentationML.Core.Tests.Drift;

public sealed class BenjaminiHochbergTests
{
    [Fact]
    public void Adjust_TestsNotMade_StayOutOfTheFamily()
    {
        var adjusted = BenjaminiHochberg.Adjust([0.01, double.NaN, 0.04]);

        Assert.Equal(0.02, adjusted[0], 12);
        Assert.True(double.IsNaN(adjusted[1]));
        Assert.Equal(0.04, adjusted[2], 12);
    }

    [Fact]
    public void Adjust_OutsideZeroToOne_IsRefused()
        => Assert.Equal("SEG-DRIFT-004", Assert.Throws<ProblemException>(() => BenjaminiHochberg.Adjust([0.5, 1.1])).Problems.Single().Code);

    [Fact]
    public void Adjust_Nothing_IsNothing() => Assert.Empty(BenjaminiHochberg.Adjust([]));
}
