namespace SegmentationML.Pipeline;

/// <summary>How far a step has come.</summary>
/// <param name="Fraction">In [0, 1]; NaN when unknown.</param>
/// <param name="Detail">What is being done, such as <c>online_retail.csv.gz</c>; null keeps the last.</param>
public readonly record struct StepProgress(double Fraction, string? Detail = null);
