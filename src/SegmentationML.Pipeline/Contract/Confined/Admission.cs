using SegmentationML.Core;

namespace SegmentationML.Pipeline.Contract.Confined;

/// <summary>Whether an SQL rule may run.</summary>
/// <param name="Query">The query as the engine's parser understood it, which is what is run; null when the rule is refused.</param>
/// <param name="Refusal">Why it is refused; null when it is not.</param>
/// <param name="LacksColumns">True when the query is harmless, but does not fit the tables: a column is missing or of another type.</param>
internal sealed record Admission(string? Query, Problem? Refusal, bool LacksColumns = false);
