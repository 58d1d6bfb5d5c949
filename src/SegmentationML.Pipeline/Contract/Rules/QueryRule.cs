using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>A query gives what it must.</summary>
/// <param name="Id">See <see cref="Rule"/>.</param>
/// <param name="Promise">See <see cref="Rule"/>.</param>
/// <param name="OnFailure">See <see cref="Rule"/>.</param>
/// <param name="Query">The SQL with its placeholders filled in; not yet looked at.</param>
/// <param name="Limit">What its one value must be.</param>
internal sealed record QueryRule(string Id, string Promise, ContractOutcome OnFailure, string Query, Threshold Limit) : Rule(Id, Promise, OnFailure);
