namespace SegmentationML.Pipeline.Segment;

/// <summary>A segment and how much it holds.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Count">Entities.</param>
/// <param name="Value">Sum of the value driver over them, in its unit; NaN without a value driver.</param>
public sealed record SegmentSize(string Code, string Name, long Count, double Value);
