using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>The table has as many rows as it must.</summary>
/// <param name="Id">See <see cref="Rule"/>.</param>
/// <param name="Promise">See <see cref="Rule"/>.</param>
/// <param name="OnFailure">See <see cref="Rule"/>.</param>
/// <param name="Limit">What the count must be.</param>
internal sealed record RowCountRule(string Id, string Promise, ContractOutcome OnFailure, Threshold Limit) : Rule(Id, Promise, OnFailure);
