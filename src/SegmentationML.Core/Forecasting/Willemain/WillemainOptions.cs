using SegmentationML.Core.Forecasting.Bootstrap;

namespace SegmentationML.Core.Forecasting.Willemain;

/// <summary>Options of Willemain's bootstrap.</summary>
public sealed record WillemainOptions : BootstrapOptions
{
    /// <summary>Whether a drawn size is jittered, so that sizes near those of the past occur too. Default yes.</summary>
    public bool Jitter { get; init; } = true;
}
