namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>Where the error spread of singular spectrum analysis comes from.</summary>
public enum SsaSpread
{
    /// <summary>Errors measured along the history where there are enough of them, else the formula.</summary>
    Measured,

    /// <summary>The formula for a signal in white noise with known directions: one small product a step.</summary>
    Formula,

    /// <summary>Histories made anew from the signal and drawn residuals, each decomposed and forecast again: the error of the directions is part of it.</summary>
    Bootstrap,
}
