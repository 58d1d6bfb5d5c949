using SegmentationML.Core.Forecasting.Bootstrap;

namespace SegmentationML.Core.Forecasting.ViswanathanZhou;

/// <summary>Options of the Viswanathan-Zhou bootstrap.</summary>
public sealed record ViswanathanZhouOptions : BootstrapOptions;
