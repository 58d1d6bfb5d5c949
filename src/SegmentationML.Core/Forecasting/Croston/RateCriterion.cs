namespace SegmentationML.Core.Forecasting.Croston;

/// <summary>What the smoothing weights of an intermittent method are fitted to.</summary>
public enum RateCriterion
{
    /// <summary>The one-step squared errors of sizes and of intervals, each by itself.</summary>
    SizesAndIntervals,

    /// <summary>MAR: absolute distances of the rate from the cumulative mean of demand, both parts together.</summary>
    AbsoluteRate,

    /// <summary>MSR: squared distances of the rate from the cumulative mean of demand, both parts together.</summary>
    SquaredRate,

    /// <summary>MSE: squared distances of the rate from the demand of the next bucket, both parts together.</summary>
    SquaredError,
}
