namespace SegmentationML.Core.Accuracy;

/// <summary>A scaled error over a hierarchy.</summary>
/// <param name="Value">Mean of the levels, each of weight one; NaN when no level has a score.</param>
/// <param name="ByLevel">Weighted mean of each level, top first; NaN when none of its nodes has a score.</param>
/// <param name="LeftOut">Nodes of positive weight without a score (zero scale or nothing observed): left out of their level's mean.</param>
/// <param name="LeftOutShare">Share of the weight that they carry, mean of the levels.</param>
public sealed record WeightedScore(double Value, IReadOnlyList<double> ByLevel, int LeftOut, double LeftOutShare);
