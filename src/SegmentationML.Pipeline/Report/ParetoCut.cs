namespace SegmentationML.Pipeline.Report;

/// <summary>The end of a class on the Pareto curve.</summary>
/// <param name="Class">Such as <c>A</c>.</param>
/// <param name="EntityShare">Share of the entities up to and with this class.</param>
/// <param name="ValueShare">Share of the value up to and with this class.</param>
public readonly record struct ParetoCut(string Class, double EntityShare, double ValueShare);
