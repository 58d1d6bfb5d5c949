namespace SegmentationML.Pipeline.Report;

/// <summary>Entities that were in one segment and are in another (or the same).</summary>
/// <param name="From">Segment in the parent version.</param>
/// <param name="To">Segment in this version.</param>
/// <param name="Entities">How many.</param>
/// <param name="Value">Their value; NaN without a value driver.</param>
public sealed record MigrationRow(string From, string To, long Entities, double Value);
