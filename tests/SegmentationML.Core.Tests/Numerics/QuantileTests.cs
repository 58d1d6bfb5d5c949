using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Numerics;

public sealed class QuantileTests
{
    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.1, 1.9)]
    [InlineData(0.25, 3.25)]
    [InlineData(0.5, 5.5)]
    [InlineData(0.99, 9.91)]
    [InlineData(1.0, 10)]
    public void OfSorted_OneToTen_EqualsTypeSeven(double probability, double expected)
        => Assert.Equal(expected, Quantile.OfSorted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], probability), 12);

    [Fact]
    public void OfSorted_OneOrNoValue_IsItOrNaN()
    {
        Assert.Equal(4, Quantile.OfSorted([4], 0.3));
        Assert.True(double.IsNaN(Quantile.OfSorted([], 0.3)));
    }
}
