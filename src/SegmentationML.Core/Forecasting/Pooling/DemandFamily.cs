using System.Runtime.InteropServices;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Pooling;

/// <summary>A family of demand with a mean and a variance: negative binomial (or Poisson) for whole units, gamma for fractional ones and for whole units past counting.</summary>
/// <param name="Mean">At least 0.</param>
/// <param name="Variance">At least 0; with none, or without a mean, all demand is the mean.</param>
/// <param name="Whole">Whether units are whole.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DemandFamily(double Mean, double Variance, bool Whole)
{
    private const double LargestCount = 2_000;

    private bool IsPoint => !(Mean > 0) || !(Variance > 0);

    private bool IsCounted => Whole && Mean + (3 * Math.Sqrt(Variance)) <= LargestCount;

    /// <summary>P(X ≤ x).</summary>
    public double Cdf(double x)
        => IsPoint ? (x >= Mean ? 1 : 0)
        : IsCounted ? new CountDistribution(Mean, Variance).Cdf(x)
        : new GammaDistribution(Mean, Math.Sqrt(Variance)).Cdf(x);

    /// <summary>The smallest x with P(X ≤ x) ≥ level.</summary>
    public double Quantile(double level)
    {
        if (IsPoint)
        {
            return Math.Max(0, Mean);
        }

        if (IsCounted)
        {
            return new CountDistribution(Mean, Variance).Quantile(level);
        }

        var quantile = new GammaDistribution(Mean, Math.Sqrt(Variance)).Quantile(level);
        return Whole ? Math.Ceiling(quantile) : quantile;
    }
}
