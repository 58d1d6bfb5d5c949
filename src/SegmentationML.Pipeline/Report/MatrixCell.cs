namespace SegmentationML.Pipeline.Report;

/// <summary>A cell of the segment matrix.</summary>
/// <param name="Row">Class down the side.</param>
/// <param name="Column">Class along the top.</param>
/// <param name="Entities">How many.</param>
/// <param name="ValueShare">Share of the value of all entities; NaN without a value driver.</param>
/// <param name="Name">Display name of the segment; null for none.</param>
public sealed record MatrixCell(string Row, string Column, long Entities, double ValueShare, string? Name = null);
