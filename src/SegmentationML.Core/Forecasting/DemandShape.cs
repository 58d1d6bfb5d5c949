namespace SegmentationML.Core.Forecasting;

/// <summary>The demand that a method is made for: it decides where the method competes and the family of the forecast's distribution.</summary>
public enum DemandShape
{
    /// <summary>Demand in every bucket: the method repeats single buckets of the history, which are mostly empty on intermittent demand, so that it does not compete there.</summary>
    Regular,

    /// <summary>Demand in most buckets: normal around the mean, unless the series itself is intermittent.</summary>
    Smooth,

    /// <summary>Demand with many zeros: negative binomial for whole units, gamma for fractional ones.</summary>
    Intermittent,
}
