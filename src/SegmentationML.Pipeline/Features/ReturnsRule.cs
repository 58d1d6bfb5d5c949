namespace SegmentationML.Pipeline.Features;

/// <summary>How lines with a negative quantity count in the demand series. Net revenue always counts them.</summary>
public enum ReturnsRule
{
    /// <summary>They reduce the demand of the bucket in which they are booked; a bucket that would fall below zero is zero, and counted.</summary>
    Net,

    /// <summary>They do not count: demand is what was ordered.</summary>
    Gross,
}
