using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Numerics;

public sealed class CountDistributionTests
{
    /// <summary>The sum of the probabilities, rounded, may stay below the largest number under 1: the walk must end all the same.</summary>
    [Theory]
    [InlineData(0.3, 0.3)]
    [InlineData(7, 7)]
    [InlineData(40, 900)]
    public void Quantiles_LevelNextToOne_EndsAboveEveryOtherQuantile(double mean, double variance)
    {
        double[] levels = [0.5, 0.999999, 1 - Math.Pow(2, -53)];
        var quantiles = new double[3];

        new CountDistribution(mean, variance).Quantiles(levels, quantiles);

        Assert.True(quantiles[0] <= quantiles[1] && quantiles[1] < quantiles[2] && double.IsFinite(quantiles[2]), string.Join(" ", quantiles));
    }

    /// <summary>Poisson with mean 2 by hand: P(0) = .1353, P(≤1) = .4060, P(≤2) = .6767, P(≤3) = .8571, P(≤4) = .9473, P(≤5) = .9834.</summary>
    [Fact]
    public void Quantiles_PoissonOfTwo_AreThoseOfTheTable()
    {
        var quantiles = new double[5];

        new CountDistribution(2, 2).Quantiles([0.1, 0.4, 0.5, 0.9, 0.95], quantiles);

        Assert.Equal([0, 1, 2, 4, 5], quantiles);
    }
}
