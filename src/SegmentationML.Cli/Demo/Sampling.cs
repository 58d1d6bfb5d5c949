using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Demo;

/// <summary>Draws from the distributions that order lines are made of.</summary>
internal static class Sampling
{
    private const double KnuthLimit = 30;

    /// <summary>Poisson count; Knuth's product of uniforms, a rounded normal above a mean of 30.</summary>
    /// <param name="random">Source of uniforms.</param>
    /// <param name="mean">Not negative.</param>
    public static int Poisson(ref SplitMix64 random, double mean)
    {
        if (mean > KnuthLimit)
        {
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * random.NextGaussian())));
        }

        var limit = Math.Exp(-mean);
        var product = random.NextDouble();
        var count = 0;
        while (product > limit)
        {
            product *= random.NextDouble();
            count++;
        }

        return count;
    }

    /// <summary>Gamma with mean 1 and the given shape.</summary>
    /// <remarks>Marsaglia and Tsang (2000), A simple method for generating gamma variables; shapes below 1 by their power boost.</remarks>
    public static double GammaOfMeanOne(ref SplitMix64 random, double shape)
    {
        if (shape < 1)
        {
            var boost = Math.Pow(1 - random.NextDouble(), 1 / shape);
            return GammaOfMeanOne(ref random, shape + 1) * (shape + 1) / shape * boost;
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextGaussian();
            var v = 1 + (c * x);
            v = v * v * v;
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v / shape;
            }
        }
    }

    /// <summary>Lognormal with mean 1 and the given standard deviation of the logarithm.</summary>
    public static double LogNormalOfMeanOne(ref SplitMix64 random, double sigma)
        => Math.Exp((sigma * random.NextGaussian()) - (sigma * sigma / 2));

    /// <summary>A size of at least 1 with the given mean: 1 + Poisson, or 1 + negative binomial where a dispersion shape is given.</summary>
    /// <param name="random">Source of uniforms.</param>
    /// <param name="mean">At least 1.</param>
    /// <param name="shape">Negative binomial shape k, variance μ + μ²/k; positive infinity for Poisson.</param>
    public static int Size(ref SplitMix64 random, double mean, double shape)
    {
        var rest = mean - 1;
        if (rest <= 0)
        {
            return 1;
        }

        return 1 + Poisson(ref random, double.IsFinite(shape) ? rest * GammaOfMeanOne(ref random, shape) : rest);
    }

    /// <summary>The shape that gives sizes of a mean the wanted coefficient of variation; positive infinity where Poisson already varies more.</summary>
    public static double ShapeFor(double mean, double coefficientOfVariation)
    {
        var rest = mean - 1;
        var excess = Math.Pow(coefficientOfVariation * mean, 2) - rest;
        return rest > 0 && excess > 0 ? rest * rest / excess : double.PositiveInfinity;
    }
}
