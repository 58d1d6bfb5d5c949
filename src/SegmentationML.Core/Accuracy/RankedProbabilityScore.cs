using MathNet.Numerics;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Accuracy;

/// <summary>CRPS: ∫ (F(x) − 1{x ≥ y})² dx for a forecast distribution F and the demand y that came; the absolute error of a distribution, in units.</summary>
/// <remarks>Gneiting and Raftery (2007), Journal of the American Statistical Association 102(477), 359-378. 0 only for a distribution that puts everything on y; multiplied by k with both.</remarks>
public static class RankedProbabilityScore
{
    /// <summary>From equally likely samples: mean |x − y| − mean |x − x′| / 2, over all pairs with themselves.</summary>
    /// <param name="samples">At least one, any order; not changed.</param>
    /// <param name="actual">The demand that came; NaN gives NaN.</param>
    public static double OfSamples(ReadOnlySpan<double> samples, double actual)
    {
        ArgumentOutOfRangeException.ThrowIfZero(samples.Length, nameof(samples));
        var sorted = samples.ToArray();
        Array.Sort(sorted);
        double distance = 0;
        double spread = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            distance += Math.Abs(sorted[i] - actual);
            spread += sorted[i] * ((2.0 * i) + 1 - sorted.Length);
        }

        return (distance / sorted.Length) - (spread / sorted.Length / sorted.Length);
    }

    /// <summary>From quantiles: F runs straight between them and jumps at the outermost ones, to which all that lies beyond is given.</summary>
    /// <param name="quantiles">Ascending, shape (k), at least one.</param>
    /// <param name="levels">Their probabilities in (0, 1), ascending, shape (k).</param>
    /// <param name="actual">The demand that came; NaN gives NaN.</param>
    public static double OfQuantiles(ReadOnlySpan<double> quantiles, ReadOnlySpan<double> levels, double actual)
    {
        ArgumentOutOfRangeException.ThrowIfZero(quantiles.Length, nameof(quantiles));
        ArgumentOutOfRangeException.ThrowIfNotEqual(levels.Length, quantiles.Length, nameof(levels));
        var score = Math.Max(0, quantiles[0] - actual) + Math.Max(0, actual - quantiles[^1]);
        for (var i = 1; i < quantiles.Length; i++)
        {
            var (left, right) = (quantiles[i - 1], quantiles[i]);
            var cut = Math.Clamp(actual, left, right);
            var at = right > left ? levels[i - 1] + ((levels[i] - levels[i - 1]) * (cut - left) / (right - left)) : levels[i];
            score += ((cut - left) * MeanSquare(levels[i - 1], at)) + ((right - cut) * MeanSquare(1 - at, 1 - levels[i]));
        }

        return score + (0 * actual);
    }

    /// <summary>Of a distribution as forecasts state it: normal cut at zero, negative binomial (Poisson where the variance is not above the mean), gamma.</summary>
    /// <param name="family">The family.</param>
    /// <param name="mean">At least 0.</param>
    /// <param name="sd">At least 0; 0 puts everything on the mean.</param>
    /// <param name="actual">The demand that came, at least 0; NaN gives NaN.</param>
    /// <remarks>Scheuerer and Möller (2015), Annals of Applied Statistics 9(3), 1328-1349, for the gamma.</remarks>
    public static double Of(DistributionFamily family, double mean, double sd, double actual)
    {
        if (!(sd > 0) || !(mean > 0) || double.IsNaN(actual))
        {
            return Math.Abs(Math.Max(0, mean) - actual);
        }

        return family switch
        {
            DistributionFamily.NegativeBinomial => new CountDistribution(mean, sd * sd).RankedProbabilityScore(actual),
            DistributionFamily.Gamma => Gamma(mean, sd, actual),
            _ => Normal(mean, sd, actual) - (sd * SquareBelow(-mean / sd)),
        };
    }

    internal static double Gamma(double mean, double sd, double actual)
    {
        var shape = mean / sd * (mean / sd);
        if (shape > GammaDistribution.LargestExactShape)
        {
            return Normal(mean, sd, actual);
        }

        var scale = mean / shape;
        var x = Math.Max(0, actual) / scale;
        var at = x > 0 ? SpecialFunctions.GammaLowerRegularized(shape, x) : 0;
        var above = x > 0 ? SpecialFunctions.GammaLowerRegularized(shape + 1, x) : 0;
        var beta = Math.Exp(SpecialFunctions.GammaLn(shape + 0.5) - SpecialFunctions.GammaLn(shape) - SpecialFunctions.GammaLn(0.5));
        return (actual * ((2 * at) - 1)) - (mean * ((2 * above) - 1)) - (scale * beta);
    }

    private static double Normal(double mean, double sd, double actual)
    {
        var z = (actual - mean) / sd;
        return sd * ((z * ((2 * NormalFunctions.Cdf(z)) - 1)) + (2 * NormalFunctions.Density(z)) - (1 / Math.Sqrt(Math.PI)));
    }

    /// <summary>∫ Φ(z)² dz from minus infinity: what a normal loses by being cut at zero.</summary>
    private static double SquareBelow(double z)
    {
        var below = NormalFunctions.Cdf(z);
        return (z * below * below) + (2 * NormalFunctions.Density(z) * below) - (NormalFunctions.Cdf(z * Math.Sqrt(2)) / Math.Sqrt(Math.PI));
    }

    /// <summary>The mean of x² along a straight line from a to b.</summary>
    private static double MeanSquare(double a, double b) => ((a * a) + (a * b) + (b * b)) / 3;
}
