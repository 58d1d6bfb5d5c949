namespace SegmentationML.Core.Clustering;

/// <summary>What the fit learnt about a feature with many zeros: an indicator of being above zero, and the transform of the positive values alone.</summary>
/// <param name="ZeroShare">Share of the training rows that are zero or below.</param>
/// <param name="IndicatorScale">Population standard deviation of the indicator; 0 when it does not vary.</param>
/// <param name="StandIn">The median of the positive training values, raw: rows at zero are put there, so that they stand apart by the indicator only.</param>
public sealed record FittedHurdle(double ZeroShare, double IndicatorScale, double StandIn);
