namespace SegmentationML.Core.Forecasting;

/// <summary>The family of a forecast's distribution; mean and standard deviation come from the method and its errors.</summary>
public enum DistributionFamily
{
    /// <summary>Normal around the mean, cut at zero.</summary>
    Normal,

    /// <summary>Whole units: negative binomial, or Poisson where the variance is not above the mean.</summary>
    NegativeBinomial,

    /// <summary>Fractional units that cannot be negative: gamma.</summary>
    Gamma,
}
