using SegmentationML.Cli.Demo;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Tests.Demo;

public sealed class SamplingTests
{
    private const int Draws = 100_000;

    [Theory]
    [InlineData(0.05)]
    [InlineData(3)]
    [InlineData(80)]
    public void Poisson_MeanAndVarianceAreEqual(double mean)
    {
        var random = new SplitMix64(1);
        var draws = Enumerable.Range(0, Draws).Select(_ => (double)Sampling.Poisson(ref random, mean)).ToArray();
        Assert.Equal(1, draws.Average() / mean, 0.03);
        Assert.Equal(1, Variance(draws) / mean, 0.04);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(6)]
    public void Gamma_MeanIsOneAndVarianceIsOneOverShape(double shape)
    {
        var random = new SplitMix64(2);
        var draws = Enumerable.Range(0, Draws).Select(_ => Sampling.GammaOfMeanOne(ref random, shape)).ToArray();
        Assert.Equal(1, draws.Average(), 0.02);
        Assert.Equal(1, Variance(draws) * shape, 0.05);
    }

    [Theory]
    [InlineData(1, 0.3, 0)] // a mean of one unit leaves no room to vary
    [InlineData(6, 1.4, 1.4)]
    [InlineData(5, 0.1, 0.4)] // Poisson floor: sqrt(mean - 1) / mean
    public void Size_HasTheMeanAndTheVariationThatIsPossible(double mean, double wanted, double expected)
    {
        var random = new SplitMix64(3);
        var shape = Sampling.ShapeFor(mean, wanted);
        var draws = Enumerable.Range(0, Draws).Select(_ => (double)Sampling.Size(ref random, mean, shape)).ToArray();
        Assert.Equal(1, draws.Average() / mean, 0.02);
        Assert.Equal(expected, Math.Sqrt(Variance(draws)) / draws.Average(), 0.02);
        Assert.True(draws.Min() >= 1);
    }

    [Fact]
    public void Deal_FollowsTheSharesAndLeavesNoKindOut()
    {
        var random = new SplitMix64(4);
        var dealt = Quotas.Deal([0.7, 0.299, 0.001], 100, ref random);
        Assert.Equal([70, 29, 1], dealt.GroupBy(kind => kind).OrderBy(kind => kind.Key).Select(kind => kind.Count()));
    }

    [Fact]
    public void Shares_AddUpToOne()
    {
        Assert.Equal(1, ProductArchetypes.All.Sum(kind => kind.Share), 1e-12);
        Assert.Equal(1, CustomerTypes.All.Sum(kind => kind.Share), 1e-12);
        Assert.Equal(1, SupplierType.All.Sum(kind => kind.Share), 1e-12);
    }

    [Fact]
    public void ProductNames_AreUniqueWithinAFamilyHoweverLargeItIs()
    {
        var family = Assortment.Categories[0].Families[0];
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(family.ProductName).Distinct().Count());
    }

    private static double Variance(double[] draws)
    {
        var mean = draws.Average();
        return draws.Average(draw => (draw - mean) * (draw - mean));
    }
}
