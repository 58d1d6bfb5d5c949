namespace SegmentationML.Pipeline.Report;

/// <summary>A promise of a contract that was not kept, or a rule that could not be checked.</summary>
/// <param name="Severity">What it ended in.</param>
/// <param name="Table">The table.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Message">What was promised and what was found, in words.</param>
/// <param name="Rows">Rows concerned; 0 when the rule does not point at rows.</param>
/// <param name="Example">One such row or value, shortened; null without one.</param>
public sealed record QualityFinding(FindingSeverity Severity, string Table, string Rule, string Message, long Rows, string? Example = null);
