using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Numerics;
using SegmentationML.Core.Tests.Forecasting;

namespace SegmentationML.Core.Tests.Accuracy;

public class RankedProbabilityScoreTests
{
    [Fact]
    public void OfSamples_IsTheDoubleSum()
    {
        double[] samples = [3, 0, 0, 7, 1.5, 3];
        foreach (var actual in (double[])[0, 2, 3, 9])
        {
            var distance = samples.Average(x => Math.Abs(x - actual));
            var spread = samples.SelectMany(x => samples.Select(other => Math.Abs(x - other))).Average();
            Close.To(distance - (spread / 2), RankedProbabilityScore.OfSamples(samples, actual), 1e-12, $"{actual}");
        }
    }

    /// <summary>The integral itself, by the midpoint rule, for the distribution of the forecast.</summary>
    [Theory]
    [InlineData(DistributionFamily.Normal, 3.0, 2.0)]
    [InlineData(DistributionFamily.Normal, 100.0, 7.0)]
    [InlineData(DistributionFamily.Gamma, 3.0, 2.0)]
    [InlineData(DistributionFamily.Gamma, 0.4, 1.1)]
    [InlineData(DistributionFamily.Gamma, 50.0, 4.0)]
    [InlineData(DistributionFamily.NegativeBinomial, 0.4, 1.1)]
    [InlineData(DistributionFamily.NegativeBinomial, 4.5, 3.0)]
    [InlineData(DistributionFamily.NegativeBinomial, 4.5, 1.0)]
    [InlineData(DistributionFamily.NegativeBinomial, 900.0, 40.0)]
    public void Of_IsTheIntegral(DistributionFamily family, double mean, double sd)
    {
        var gamma = new GammaDistribution(mean, sd);
        var counts = new CountDistribution(mean, sd * sd);
        double Cdf(double x) => family switch
        {
            DistributionFamily.Normal => x < 0 ? 0 : NormalFunctions.Cdf((x - mean) / sd),
            DistributionFamily.Gamma => gamma.Cdf(x),
            _ => counts.Cdf(x),
        };
        var steps = mean > 500 ? 30_000 : 120_000;
        var upper = mean + (12 * Math.Max(sd, Math.Sqrt(mean)));
        foreach (var actual in (double[])[0, Math.Round(mean / 2), mean + sd])
        {
            // The step divides one unit, so that no step straddles a jump at a count.
            var width = Math.Ceiling(upper) / steps;
            double integral = 0;
            for (var i = 0; i < steps; i++)
            {
                var x = (i + 0.5) * width;
                var gap = Cdf(x) - (x >= actual ? 1 : 0);
                integral += gap * gap * width;
            }

            Assert.Equal(integral, RankedProbabilityScore.Of(family, mean, sd, actual), Math.Max(2e-4, 2 * width));
        }
    }

    [Fact]
    public void OfQuantiles_IsTheIntegralOfTheBrokenLine()
    {
        double[] quantiles = [1, 2, 2, 5, 9];
        double[] levels = [0.1, 0.3, 0.5, 0.8, 0.95];
        double Cdf(double x)
        {
            if (x < quantiles[0] || x >= quantiles[^1])
            {
                return x < quantiles[0] ? 0 : 1;
            }

            var i = Array.FindLastIndex(quantiles, q => q <= x);
            return levels[i] + ((levels[i + 1] - levels[i]) * (x - quantiles[i]) / (quantiles[i + 1] - quantiles[i]));
        }

        foreach (var actual in (double[])[0, 1, 1.5, 2, 4, 9, 12])
        {
            const double Width = 1e-4;
            var integral = Enumerable.Range(0, 150_000).Sum(i =>
            {
                var x = (i + 0.5) * Width;
                var gap = Cdf(x) - (x >= actual ? 1 : 0);
                return gap * gap * Width;
            });
            Assert.Equal(integral, RankedProbabilityScore.OfQuantiles(quantiles, levels, actual), 1e-4);
        }
    }

    [Fact]
    public void Of_NoSpread_IsTheAbsoluteError_AndMissingIsMissing()
    {
        Assert.Equal(3, RankedProbabilityScore.Of(DistributionFamily.NegativeBinomial, 4, 0, 7));
        Assert.Equal(7, RankedProbabilityScore.Of(DistributionFamily.Gamma, 0, 1, 7));
        Assert.Equal(3, RankedProbabilityScore.OfSamples([4, 4, 4], 7));
        Assert.True(double.IsNaN(RankedProbabilityScore.Of(DistributionFamily.Normal, 4, 1, double.NaN)));
        Assert.True(double.IsNaN(RankedProbabilityScore.OfQuantiles([1, 2], [0.1, 0.9], double.NaN)));
    }

    /// <summary>A proper score: over demand that follows a distribution no other has a lower mean.</summary>
    [Fact]
    public void Of_TrueDistribution_HasTheLeastMean()
    {
        var truth = new CountDistribution(3, 9);
        double[] levels = [.. Enumerable.Range(0, 400).Select(static k => (k + 0.5) / 400)];
        var demand = new double[levels.Length];
        truth.Quantiles(levels, demand);
        double Mean(double mean, double sd) => demand.Average(y => RankedProbabilityScore.Of(DistributionFamily.NegativeBinomial, mean, sd, y));
        var best = Mean(3, 3);
        Assert.All(((double, double)[])[(2, 3), (4, 3), (3, 2), (3, 4.5), (0.001, 1)], other => Assert.True(Mean(other.Item1, other.Item2) > best));
    }
}
