using MathNet.Numerics;

namespace SegmentationML.Core.Numerics;

/// <summary>Density, distribution and quantile of the standard normal.</summary>
public static class NormalFunctions
{
    private static readonly double InverseSqrtTwoPi = 1 / Math.Sqrt(2 * Math.PI);

    /// <summary>φ(z).</summary>
    public static double Density(double z) => InverseSqrtTwoPi * Math.Exp(-0.5 * z * z);

    /// <summary>Φ(z).</summary>
    public static double Cdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);

    /// <summary>Φ⁻¹(p).</summary>
    /// <param name="probability">In (0, 1); 0 and 1 give minus and plus infinity.</param>
    public static double Quantile(double probability) => -Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * probability);
}
