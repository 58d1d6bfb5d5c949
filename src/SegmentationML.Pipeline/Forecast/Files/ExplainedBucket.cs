namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>One coming bucket of an explained series.</summary>
/// <param name="Time">Its time, as people write it.</param>
/// <param name="Mean">Mean demand.</param>
/// <param name="Quantiles">Quantiles by column name.</param>
/// <param name="Factor">What events and a borrowed season multiply the bucket by; 1 without.</param>
public sealed record ExplainedBucket(string Time, double Mean, IReadOnlyDictionary<string, double> Quantiles, double Factor);
