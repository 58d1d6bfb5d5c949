using SegmentationML.Pipeline.Contract.Rules;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Rows that a key or reference rule found, kept in a table of the engine (columns f, r, rule_key).</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Table">The table; null when there are none.</param>
internal sealed record FoundRows(CountedRule Rule, long Count, string? Table);
