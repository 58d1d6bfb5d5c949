namespace SegmentationML.Core.Forecasting.CrostonFitted;

/// <summary>How the upward bias of Croston's rate is corrected; a is the smoothing weight of the intervals.</summary>
public enum CrostonCorrection
{
    /// <summary>Not at all: Croston.</summary>
    None,

    /// <summary>1 − a / 2: Syntetos and Boylan (2005).</summary>
    SyntetosBoylan,

    /// <summary>1 − a / (2 − a): Shale, Boylan and Johnston (2006).</summary>
    ShaleBoylanJohnston,
}
