namespace SegmentationML.Core.Forecasting.Theta;

/// <summary>Which of the Theta methods.</summary>
public enum ThetaVariant
{
    /// <summary>Simple exponential smoothing with half the slope of the straight line as drift.</summary>
    Classic,

    /// <summary>The weight of the line is fitted.</summary>
    Optimised,

    /// <summary>The line is fitted anew after every bucket; its weight is one half.</summary>
    Dynamic,

    /// <summary>The line is fitted anew after every bucket, and its weight is fitted.</summary>
    DynamicOptimised,

    /// <summary>The state-space form with the least AICc.</summary>
    Auto,
}
