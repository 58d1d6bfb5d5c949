namespace SegmentationML.Core.Demand;

/// <summary>Level and raw variability of a series over its active span.</summary>
/// <param name="Mean">Units per observed period, zeros included; NaN when no period of the span was observed or the span is empty.</param>
/// <param name="StandardDeviation">Units per period; NaN with fewer observed periods than the degrees of freedom ask for.</param>
/// <param name="Cv">Standard deviation / mean, unitless; NaN when the mean is not positive.</param>
/// <param name="Periods">Observed periods of the span.</param>
/// <param name="MissingPeriods">NaN periods of the span: left out of every number.</param>
/// <param name="Start">Where the span starts.</param>
/// <param name="DegreesOfFreedom">1 or 0: the divisor of the variance is periods minus this.</param>
public readonly record struct VariabilityProfile(
    double Mean,
    double StandardDeviation,
    double Cv,
    int Periods,
    int MissingPeriods,
    ActiveSpanStart Start,
    int DegreesOfFreedom);
