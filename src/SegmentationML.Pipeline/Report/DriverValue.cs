namespace SegmentationML.Pipeline.Report;

/// <summary>A driver's value for an entity.</summary>
/// <param name="Driver">Its name.</param>
/// <param name="Value">In its own unit; NaN when not known.</param>
/// <param name="Unit">The unit; empty for a pure number.</param>
public readonly record struct DriverValue(string Driver, double Value, string Unit);
