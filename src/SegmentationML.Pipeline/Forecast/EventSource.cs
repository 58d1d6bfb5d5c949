namespace SegmentationML.Pipeline.Forecast;

/// <summary>Where events come from that lift or lower demand.</summary>
public enum EventSource
{
    /// <summary>The table <c>promotions</c>: all of them have one effect.</summary>
    Promotions,

    /// <summary>The table <c>promotions</c>: an effect for each kind.</summary>
    PromotionKinds,

    /// <summary>The table <c>calendar</c>: an effect for each holiday.</summary>
    Holidays,
}
