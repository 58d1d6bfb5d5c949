namespace SegmentationML.Pipeline.Ports;

/// <summary>A finished output of a step.</summary>
/// <param name="Name">Its folder relative to the cache folder, forward slashes.</param>
/// <param name="Result">The step's result record as JSON.</param>
/// <param name="Rows">Rows that the step made.</param>
/// <param name="Summary">A few words for the report.</param>
public sealed record StepOutput(string Name, string Result, long Rows, string Summary);
