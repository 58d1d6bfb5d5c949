using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Forecasting;

public class ForecastDistributionTests
{
    [Fact]
    public void Levels_AreTheColumnsOfTheSnapshot()
    {
        Assert.Equal(ForecastQuantiles.Count, ForecastQuantiles.Levels.Length);
        Assert.Equal(ForecastQuantiles.Levels.ToArray().Select(static level => $"q{100 * level:00}"), ForecastQuantiles.Columns);
    }

    [Theory]
    [InlineData(DistributionFamily.Normal)]
    [InlineData(DistributionFamily.NegativeBinomial)]
    [InlineData(DistributionFamily.Gamma)]
    public void Quantiles_RiseNeverBelowZero_AndAreFinite(DistributionFamily family)
    {
        Span<double> quantiles = stackalloc double[ForecastQuantiles.Count];
        foreach (var mean in (double[])[0, 1e-300, 1e-9, 0.01, 0.5, 3, 40, 900, 1e5, 1e12, 1e200, 1e300])
        {
            foreach (var ratio in (double[])[0, 1e-9, 0.01, 0.3, 1, 3, 40])
            {
                ForecastDistribution.Quantiles(family, mean, mean * ratio, QuantileLevels.OfSnapshot, quantiles);
                var below = 0.0;
                foreach (var quantile in quantiles)
                {
                    Assert.True(quantile >= below && double.IsFinite(quantile), $"{family}({mean}, {mean * ratio}): {string.Join(" ", quantiles.ToArray())}");
                    below = quantile;
                }
            }
        }
    }

    [Fact]
    public void NoSpread_PutsEveryQuantileOnTheMean()
    {
        foreach (var family in Enum.GetValues<DistributionFamily>())
        {
            Assert.All(Quantiles(family, 4.5, 0), quantile => Assert.Equal(4.5, quantile));
        }
    }

    /// <summary>Standard normal quantiles of any table: 1.644854, 1.281552, 0.674490.</summary>
    [Fact]
    public void Normal_IsMeanPlusZSd()
    {
        var quantiles = Quantiles(DistributionFamily.Normal, 100, 10);
        double[] expected = [83.55146, 87.18448, 93.25510, 100, 106.74490, 112.81552, 116.44854];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], quantiles[i], 4);
        }
    }

    /// <summary>Negative binomial of mean 4.5 and variance 9: F(10) = .957859 is the first above .95.</summary>
    [Fact]
    public void NegativeBinomial_IsInWholeUnits()
    {
        var quantiles = Quantiles(DistributionFamily.NegativeBinomial, 4.5, 3);
        Assert.Equal(10, quantiles[^1]);
        Assert.All(quantiles, static quantile => Assert.Equal(Math.Floor(quantile), quantile));
    }

    /// <summary>The exponential distribution is a gamma of shape 1: −ln(1 − p).</summary>
    [Fact]
    public void Gamma_OfShapeOne_IsTheExponential()
    {
        var quantiles = Quantiles(DistributionFamily.Gamma, 2, 2);
        for (var i = 0; i < quantiles.Length; i++)
        {
            Close.To(-2 * Math.Log(1 - ForecastQuantiles.Levels[i]), quantiles[i], 1e-12);
        }
    }

    [Theory]
    [InlineData(0.02, 1e-11)]
    [InlineData(0.3, 1e-11)]
    [InlineData(1, 1e-11)]
    [InlineData(2.5, 1e-11)]
    [InlineData(40, 1e-11)]
    [InlineData(1e3, 1e-11)]
    [InlineData(0.99e4, 1e-11)]
    [InlineData(1.01e4, 1e-6)]
    [InlineData(1e9, 1e-6)]
    public void Gamma_QuantileUndoesItsCdf_WhichIsMathNets(double shape, double tolerance)
    {
        var gamma = new GammaDistribution(3 * shape, 3 * Math.Sqrt(shape));
        foreach (var p in (double[])[0.001, 0.05, 0.5, 0.95, 0.9999])
        {
            var quantile = gamma.Quantile(p);
            Assert.Equal(p, gamma.Cdf(quantile), 1e-11);
            if (quantile > 1e-6 && shape < 1e6)
            {
                // Below, MathNet gives 0; far above, it sums thousands of terms.
                Assert.Equal(p, MathNet.Numerics.Distributions.Gamma.CDF(shape, 1.0 / 3, quantile), tolerance);
            }
        }
    }

    [Theory]
    [InlineData(DemandShape.Intermittent, 1.0, true, 100, 1, DistributionFamily.NegativeBinomial)]
    [InlineData(DemandShape.Intermittent, 1.0, false, 100, 1, DistributionFamily.Gamma)]
    [InlineData(DemandShape.Smooth, 1.0, true, 100, 10, DistributionFamily.Normal)]
    [InlineData(DemandShape.Smooth, 1.32, true, 100, 10, DistributionFamily.NegativeBinomial)]
    [InlineData(DemandShape.Smooth, 1.0, true, 100, 51, DistributionFamily.NegativeBinomial)]
    public void Choose_GoesByMethodAndSeries(DemandShape shape, double adi, bool whole, double mean, double sd, DistributionFamily expected)
        => Assert.Equal(expected, ForecastDistribution.Choose(shape, adi, whole, mean, sd));

    private static double[] Quantiles(DistributionFamily family, double mean, double sd)
    {
        var quantiles = new double[ForecastQuantiles.Count];
        ForecastDistribution.Quantiles(family, mean, sd, QuantileLevels.OfSnapshot, quantiles);
        return quantiles;
    }
}
