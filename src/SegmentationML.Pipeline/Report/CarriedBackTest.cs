namespace SegmentationML.Pipeline.Report;

/// <summary>Series whose methods were kept, with the back-test of the version that chose them.</summary>
/// <param name="Version">That version.</param>
/// <param name="Series">How many.</param>
public sealed record CarriedBackTest(long Version, long Series);
