namespace SegmentationML.Pipeline.Report;

/// <summary>The forecast for one bucket.</summary>
/// <param name="Start">First day of the bucket.</param>
/// <param name="Mean">Expected demand.</param>
/// <param name="Q05">Quantile 0.05; NaN when the method gives no distribution (so for all quantiles).</param>
/// <param name="Q25">Quantile 0.25.</param>
/// <param name="Q50">Median.</param>
/// <param name="Q75">Quantile 0.75.</param>
/// <param name="Q95">Quantile 0.95.</param>
public readonly record struct ForecastPoint(DateOnly Start, double Mean, double Q05, double Q25, double Q50, double Q75, double Q95);
