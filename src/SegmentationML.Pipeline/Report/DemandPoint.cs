namespace SegmentationML.Pipeline.Report;

/// <summary>Demand in one bucket.</summary>
/// <param name="Start">First day of the bucket.</param>
/// <param name="Units">Demand; NaN when missing.</param>
public readonly record struct DemandPoint(DateOnly Start, double Units);
