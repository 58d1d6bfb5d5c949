namespace SegmentationML.Core.Forecasting;

/// <summary>A part of what a method makes of a series, such as its level, its trend, its season or a component of its spectrum.</summary>
/// <param name="Name">What it is.</param>
/// <param name="IsFactor">Whether the forecast is multiplied by it; else it is in units of demand.</param>
/// <param name="Values">The part at each bucket of the history, then at each coming bucket, shape (n + horizon); NaN where it is not defined.</param>
public sealed record ForecastComponent(string Name, bool IsFactor, double[] Values);
