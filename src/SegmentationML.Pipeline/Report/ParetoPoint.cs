namespace SegmentationML.Pipeline.Report;

/// <summary>A point of the Pareto curve.</summary>
/// <param name="EntityShare">Share of the entities with a positive value, in [0, 1].</param>
/// <param name="ValueShare">Share of the value that these make, in [0, 1].</param>
public readonly record struct ParetoPoint(double EntityShare, double ValueShare);
