namespace SegmentationML.Core.Forecasting.Ses;

/// <summary>Where the level of simple exponential smoothing starts.</summary>
public enum SesStart
{
    /// <summary>At the level before the first value that makes the squared errors least, together with the weight: R's <c>ses(initial = "optimal")</c>.</summary>
    Fitted,

    /// <summary>At the first value, which has no error: statsforecast, R's <c>ses(initial = "simple")</c>. A history that begins with its first demand then starts too high.</summary>
    FirstValue,
}
