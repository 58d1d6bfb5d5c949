namespace SegmentationML.Pipeline.Report;

/// <summary>A segment and how much it holds.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Description">What it means and how to treat it; may be empty.</param>
/// <param name="Entities">How many.</param>
/// <param name="Value">Sum of the value driver; NaN without one.</param>
/// <param name="ValueShare">Share of the value of all segments; NaN without a value driver.</param>
public sealed record SegmentRow(string Code, string Name, string Description, long Entities, double Value, double ValueShare);
