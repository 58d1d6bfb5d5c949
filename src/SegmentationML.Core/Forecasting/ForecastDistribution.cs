using System.Numerics.Tensors;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting;

/// <summary>Turns a mean and a standard deviation into the stated quantiles.</summary>
/// <remarks>Quantiles never fall below zero and never fall from one level to the next. A standard deviation of zero puts all of them on the mean.</remarks>
public static class ForecastDistribution
{
    /// <summary>ADI from which a series counts as intermittent: Syntetos, Boylan and Croston (2005), Journal of the Operational Research Society 56(5), 495-503.</summary>
    public const double IntermittentAdi = 1.32;

    /// <summary>The family that fits a method and a series.</summary>
    /// <param name="shape">What the method is made for: an intermittent method never gets the normal.</param>
    /// <param name="adi">Buckets from the first demand to the end over buckets with demand.</param>
    /// <param name="wholeUnits">Whether every quantity of the series is an integer.</param>
    /// <param name="mean">Mean of the next bucket.</param>
    /// <param name="sd">Standard deviation of its error; above half the mean a normal would put more than 2 % below zero.</param>
    public static DistributionFamily Choose(DemandShape shape, double adi, bool wholeUnits, double mean, double sd)
    {
        var intermittent = shape == DemandShape.Intermittent || adi >= IntermittentAdi || sd > mean / 2;
        return !intermittent ? DistributionFamily.Normal : wholeUnits ? DistributionFamily.NegativeBinomial : DistributionFamily.Gamma;
    }

    /// <summary>The quantiles of a mean and a standard deviation.</summary>
    /// <param name="family">The family.</param>
    /// <param name="mean">At least 0.</param>
    /// <param name="sd">At least 0.</param>
    /// <param name="levels">Their probabilities.</param>
    /// <param name="quantiles">Receives them, shape (levels), ascending.</param>
    /// <remarks>Whole units with a standard deviation above 10,000 take the gamma rounded up: one unit is less than 1e-4 of it.</remarks>
    public static void Quantiles(DistributionFamily family, double mean, double sd, QuantileLevels levels, Span<double> quantiles)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(quantiles.Length, levels.Count, nameof(quantiles));
        if (!(sd > 0) || !(mean > 0))
        {
            quantiles.Fill(Math.Max(0, mean));
            return;
        }

        switch (family)
        {
            case DistributionFamily.NegativeBinomial when sd <= CountDistribution.LargestExactSd:
                new CountDistribution(mean, sd * sd).Quantiles(levels.Values, quantiles);
                break;
            case DistributionFamily.NegativeBinomial:
                Gamma(mean, sd, levels.Values, quantiles);
                TensorPrimitives.Ceiling(quantiles, quantiles);
                break;
            case DistributionFamily.Gamma:
                Gamma(mean, sd, levels.Values, quantiles);
                break;
            default:
                Normal(mean, sd, levels.Normal, quantiles);
                break;
        }
    }

    private static void Normal(double mean, double sd, ReadOnlySpan<double> normal, Span<double> quantiles)
    {
        for (var i = 0; i < normal.Length; i++)
        {
            quantiles[i] = Math.Max(0, mean + (normal[i] * sd));
        }
    }

    private static void Gamma(double mean, double sd, ReadOnlySpan<double> levels, Span<double> quantiles)
    {
        var gamma = new GammaDistribution(mean, sd);
        double lowest = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            lowest = Math.Max(lowest, gamma.Quantile(levels[i]));
            quantiles[i] = lowest;
        }
    }
}
