namespace SegmentationML.Pipeline.Monitor;

/// <summary>Entities that went from one segment to another, or stayed.</summary>
/// <param name="From">Segment in the parent version.</param>
/// <param name="To">Segment in the new version.</param>
/// <param name="Count">Entities.</param>
/// <param name="Value">Sum of their value driver in the new version; NaN without one.</param>
public sealed record SegmentMigration(string From, string To, long Count, double Value);
