namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>A part of an explained series: its level, trend, season, a component, a member.</summary>
/// <param name="Name">What it is.</param>
/// <param name="IsFactor">Whether the forecast is multiplied by it; else it is in units of demand.</param>
/// <param name="Newest">The part at the newest buckets of the history, oldest first; null where it is not defined.</param>
/// <param name="Forecast">The part at the coming buckets; null where it is not defined.</param>
public sealed record ExplainedPart(string Name, bool IsFactor, IReadOnlyList<double?> Newest, IReadOnlyList<double?> Forecast);
