namespace SegmentationML.Pipeline.Promotion;

/// <summary>A fitted parameter that differs between two registered versions.</summary>
/// <param name="Parameter">Dimension, class, parameter and driver, joined by dots.</param>
/// <param name="Before">What it was; NaN when it is new.</param>
/// <param name="After">What it is; NaN when it is gone.</param>
public sealed record ParameterDifference(string Parameter, double Before, double After);
