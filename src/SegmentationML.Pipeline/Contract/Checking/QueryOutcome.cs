namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>What came of an SQL rule.</summary>
/// <param name="Measure">Its one value; null when there is none.</param>
/// <param name="Note">Why there is none.</param>
/// <param name="WasRun">False when it could not be run since the table lacks a column, which other rules report.</param>
internal sealed record QueryOutcome(decimal? Measure, string? Note, bool WasRun = true);
