namespace SegmentationML.Pipeline.Report;

/// <summary>A number to read first.</summary>
/// <param name="Label">What it is, such as <c>Net revenue</c>.</param>
/// <param name="Value">The number as a reader wants it, such as <c>13.0 M EUR</c>.</param>
/// <param name="Note">What to compare it with, such as <c>first version</c>; null for nothing.</param>
public sealed record Headline(string Label, string Value, string? Note = null);
