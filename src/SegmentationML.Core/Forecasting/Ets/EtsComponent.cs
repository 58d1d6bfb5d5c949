namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>How a component of exponential smoothing enters.</summary>
public enum EtsComponent
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Added to the level.</summary>
    Additive,

    /// <summary>As a factor of the level.</summary>
    Multiplicative,
}
