namespace SegmentationML.Pipeline.Report;

/// <summary>How often a method was chosen.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Segment">Code of the segment.</param>
/// <param name="Series">Series of the segment that it forecasts.</param>
public sealed record MethodRow(string Method, string Segment, long Series);
