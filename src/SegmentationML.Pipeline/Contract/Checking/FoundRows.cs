using SegmentationML.Pipeline.Contract.Rules;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Rows that a key or reference rule found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Relation">A table of the engine, or a query in brackets, with the columns f, r and rule_key; null when there are no rows.</param>
internal sealed record FoundRows(CountedRule Rule, long Count, string? Relation);
