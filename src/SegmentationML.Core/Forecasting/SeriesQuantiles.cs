namespace SegmentationML.Core.Forecasting;

/// <summary>The forecast of one series with its distribution.</summary>
/// <param name="Mean">Mean of each step, shape (h), units.</param>
/// <param name="Quantiles">Quantiles by step and level, shape (h × q), units, never below zero.</param>
/// <param name="LeadTimeMean">Mean of the demand summed over the lead time, units.</param>
/// <param name="LeadTimeQuantiles">Quantiles of that sum, shape (q), units.</param>
/// <param name="Basis">Where the quantiles come from.</param>
public sealed record SeriesQuantiles(double[] Mean, double[] Quantiles, double LeadTimeMean, double[] LeadTimeQuantiles, DistributionBasis Basis);
