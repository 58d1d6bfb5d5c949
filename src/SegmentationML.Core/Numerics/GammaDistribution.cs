using System.Runtime.InteropServices;
using MathNet.Numerics;

namespace SegmentationML.Core.Numerics;

/// <summary>The gamma distribution of a mean and standard deviation: shape mean² / sd², scale sd² / mean.</summary>
/// <remarks>Above <see cref="LargestExactShape"/> the skewness is below 0.02 and Wilson and Hilferty's (1931) normal approximation of the cube root gives probabilities to 1e-6; the incomplete gamma function would need hundreds of terms.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct GammaDistribution
{
    /// <summary>Shape up to which the incomplete gamma function is summed.</summary>
    public const double LargestExactShape = 1e4;

    private const int MostSteps = 100;
    private const double LowestLog = -700;
    private const double SmallArgument = 1e-8;
    private readonly double _mean;
    private readonly double _shape;
    private readonly double _scale;

    /// <summary>A distribution.</summary>
    /// <param name="mean">Above 0, finite.</param>
    /// <param name="sd">Above 0, finite.</param>
    public GammaDistribution(double mean, double sd)
    {
        _mean = mean;
        _shape = mean / sd * (mean / sd);
        _scale = sd / mean * sd;
    }

    private bool IsExact => _shape <= LargestExactShape;

    /// <summary>P(X ≤ x).</summary>
    /// <param name="x">Any number; at or below 0 the probability is 0.</param>
    public double Cdf(double x)
        => x <= 0 ? 0
        : IsExact ? Lower(x / _scale)
        : NormalFunctions.Cdf((Math.Cbrt(x / _mean) - 1 + (1 / (9 * _shape))) * 3 * Math.Sqrt(_shape));

    /// <summary>E[(X − stock)⁺] = mean (1 − P(shape + 1, s)) − stock (1 − P(shape, s)), s = stock / scale.</summary>
    /// <param name="stock">Any number.</param>
    public double ExpectedShortage(double stock)
    {
        if (stock <= 0)
        {
            return _mean - stock;
        }

        var s = stock / _scale;
        if (IsExact)
        {
            return Math.Max(0, (_mean * SpecialFunctions.GammaUpperRegularized(_shape + 1, s)) - (stock * SpecialFunctions.GammaUpperRegularized(_shape, s)));
        }

        var sd = _scale * Math.Sqrt(_shape);
        var k = (stock - _mean) / sd;
        return sd * Math.Max(0, NormalFunctions.Density(k) - (k * NormalFunctions.Cdf(-k)));
    }

    /// <summary>The value x with P(X ≤ x) = probability.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <remarks>
    /// Newton's method on ln P as a function of u = ln x, which is increasing and concave: once left of the root the steps never pass it, so no bracket is
    /// needed. It starts at Wilson and Hilferty's approximation or at the bound (p Γ(shape + 1))^(1 / shape), whichever is larger.
    /// </remarks>
    public double Quantile(double probability)
    {
        var approximation = WilsonHilferty(probability);
        if (!IsExact)
        {
            return _mean * approximation;
        }

        var logTarget = Math.Log(probability);
        var logGamma = SpecialFunctions.GammaLn(_shape);
        var u = Math.Max((logTarget + logGamma + Math.Log(_shape)) / _shape, Math.Log(_shape * approximation));
        for (var i = 0; i < MostSteps && u > LowestLog; i++)
        {
            var x = Math.Exp(u);
            var p = Lower(x);
            var step = (Math.Log(p) - logTarget) * p / Math.Exp((_shape * u) - x - logGamma);
            if (!double.IsFinite(step))
            {
                break;
            }

            u -= step;
            if (Math.Abs(step) < 1e-14 * Math.Max(1, Math.Abs(u)))
            {
                break;
            }
        }

        return _scale * Math.Exp(u);
    }

    /// <summary>P(shape, x); the first terms of its series where x is so small that the library gives 0.</summary>
    private double Lower(double x)
        => x < SmallArgument
            ? Math.Exp((_shape * Math.Log(x)) - SpecialFunctions.GammaLn(_shape + 1)) * (1 - (_shape * x / (_shape + 1)))
            : SpecialFunctions.GammaLowerRegularized(_shape, x);

    /// <summary>The quantile in means; 0 where the approximation has none.</summary>
    private double WilsonHilferty(double probability)
    {
        var root = 1 - (1 / (9 * _shape)) + (NormalFunctions.Quantile(probability) / (3 * Math.Sqrt(_shape)));
        return root > 0 ? root * root * root : 0;
    }
}
