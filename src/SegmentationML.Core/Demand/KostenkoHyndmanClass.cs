namespace SegmentationML.Core.Demand;

/// <summary>The class of an item by Kostenko and Hyndman.</summary>
/// <param name="Choice">The method that errs less.</param>
/// <param name="Boundary">CV² above which it is the Syntetos-Boylan approximation; NaN without demand.</param>
/// <param name="Interval">The convention of the ADI.</param>
/// <param name="DegreesOfFreedom">1 or 0: the variance of the CV².</param>
public readonly record struct KostenkoHyndmanClass(CrostonChoice Choice, double Boundary, DemandIntervalConvention Interval, int DegreesOfFreedom);
