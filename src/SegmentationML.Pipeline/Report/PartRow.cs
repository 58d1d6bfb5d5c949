namespace SegmentationML.Pipeline.Report;

/// <summary>A part of what a method makes of one series: level, trend, season, a component, a member.</summary>
/// <param name="Name">What it is.</param>
/// <param name="IsFactor">Whether the forecast is multiplied by it; else it is in units of demand.</param>
/// <param name="Now">At the last bucket of the history; NaN where it is not defined.</param>
/// <param name="Next">At the first coming bucket.</param>
/// <param name="Last">At the last coming bucket.</param>
public sealed record PartRow(string Name, bool IsFactor, double Now, double Next, double Last);
