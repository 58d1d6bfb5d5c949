namespace SegmentationML.Core.Forecasting.CountLevel;

/// <summary>The distribution of a count around its level.</summary>
public enum CountFamily
{
    /// <summary>Poisson: variance = mean.</summary>
    Poisson,

    /// <summary>Negative binomial: variance = dispersion × mean, the dispersion fitted by moments.</summary>
    NegativeBinomial,

    /// <summary>Poisson with a further share of zeros, fitted by moments.</summary>
    ZeroInflatedPoisson,
}
