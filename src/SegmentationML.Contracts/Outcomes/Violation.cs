namespace SegmentationML.Contracts.Outcomes;

/// <summary>A row that breaks a rule.</summary>
/// <param name="File">The file that holds it.</param>
/// <param name="Row">Its place in that file; the first row of data is 1.</param>
/// <param name="Value">What stands there, as text; null for null.</param>
public sealed record Violation(string File, long Row, string? Value);
