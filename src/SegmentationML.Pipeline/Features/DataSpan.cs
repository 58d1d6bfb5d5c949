namespace SegmentationML.Pipeline.Features;

/// <summary>The first and the last day of data.</summary>
/// <param name="First">Inclusive.</param>
/// <param name="Last">Inclusive.</param>
internal readonly record struct DataSpan(DateOnly First, DateOnly Last);
