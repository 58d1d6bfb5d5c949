using MathNet.Numerics;

namespace SegmentationML.Core.Numerics;

/// <summary>The expected shortage of gamma demand.</summary>
internal static class GammaShortage
{
    /// <summary>E[(X − stock)⁺] = mean (1 − P(shape + 1, s)) − stock (1 − P(shape, s)), s = stock / scale.</summary>
    /// <param name="shape">Above 0.</param>
    /// <param name="scale">Above 0, in the unit of the stock.</param>
    /// <param name="stock">Above 0.</param>
    public static double Of(double shape, double scale, double stock)
    {
        var s = stock / scale;
        return Math.Max(0, (shape * scale * SpecialFunctions.GammaUpperRegularized(shape + 1, s)) - (stock * SpecialFunctions.GammaUpperRegularized(shape, s)));
    }
}
