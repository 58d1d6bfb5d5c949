using MathNet.Numerics;

namespace SegmentationML.Core.Numerics;

/// <summary>Quantiles of the gamma distribution.</summary>
internal static class GammaQuantile
{
    private const int MostSteps = 100;

    /// <summary>The value x with P(shape, x / scale) = probability.</summary>
    /// <param name="shape">Above 0.</param>
    /// <param name="scale">Above 0; the quantile is in its unit.</param>
    /// <param name="probability">In (0, 1).</param>
    /// <remarks>
    /// Newton's method on ln P as a function of u = ln x, which is increasing and concave: once left of the root the steps never pass it, so no bracket is
    /// needed. It starts at Wilson and Hilferty's (1931) approximation or at the bound (p Γ(shape + 1))^(1 / shape), whichever is larger.
    /// </remarks>
    public static double Of(double shape, double scale, double probability)
    {
        var logTarget = Math.Log(probability);
        var logGamma = SpecialFunctions.GammaLn(shape);
        var u = Math.Max((logTarget + logGamma + Math.Log(shape)) / shape, Math.Log(WilsonHilferty(shape, probability)));
        for (var i = 0; i < MostSteps && u > -700; i++)
        {
            var x = Math.Exp(u);
            var p = SpecialFunctions.GammaLowerRegularized(shape, x);
            var step = (Math.Log(p) - logTarget) * p / Math.Exp((shape * u) - x - logGamma);
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

        return scale * Math.Exp(u);
    }

    private static double WilsonHilferty(double shape, double probability)
    {
        var root = 1 - (1 / (9 * shape)) + (NormalFunctions.Quantile(probability) / (3 * Math.Sqrt(shape)));
        return root > 0 ? shape * root * root * root : 0;
    }
}
