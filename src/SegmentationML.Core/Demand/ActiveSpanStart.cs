namespace SegmentationML.Core.Demand;

/// <summary>Where the active span of a series starts; it always ends at the cut-off, the last period given.</summary>
public enum ActiveSpanStart
{
    /// <summary>At the first period with a positive value: zeros before it belong to the time before the launch. The default everywhere.</summary>
    FirstDemand = 0,

    /// <summary>At the first period given: the caller has already cut the series, or zeros before the first demand count.</summary>
    FirstPeriod = 1,
}
