namespace SegmentationML.Core.Demand;

/// <summary>How often and how unevenly an item is asked for.</summary>
/// <param name="Adi">Average demand interval in periods; 1 when every period has demand, NaN without demand.</param>
/// <param name="SquaredCv">(sd / mean)² of the positive sizes, unitless; 0 with one demand, NaN without.</param>
/// <param name="MeanSize">Mean of the positive sizes in units; NaN without demand.</param>
/// <param name="DemandPeriods">Observed periods with a positive value.</param>
/// <param name="SpanPeriods">Observed periods of the span that ADI counts.</param>
/// <param name="MissingPeriods">NaN periods of the same span: in neither count.</param>
/// <param name="Interval">The convention of <paramref name="Adi"/>.</param>
/// <param name="DegreesOfFreedom">1 or 0: the variance of <paramref name="SquaredCv"/>.</param>
public readonly record struct IntermittencyProfile(
    double Adi,
    double SquaredCv,
    double MeanSize,
    int DemandPeriods,
    int SpanPeriods,
    int MissingPeriods,
    DemandIntervalConvention Interval,
    int DegreesOfFreedom)
{
    /// <summary>True with exactly one demand, where CV² is 0 by rule and not by observation.</summary>
    public bool SingleDemand => DemandPeriods == 1;
}
