using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>A rule that is settled before the rows are looked at: kept or broken by the table's columns alone, or not to be checked here.</summary>
/// <param name="Id">See <see cref="Rule"/>.</param>
/// <param name="Promise">See <see cref="Rule"/>.</param>
/// <param name="OnFailure">See <see cref="Rule"/>.</param>
/// <param name="State">How it ended.</param>
/// <param name="Note">Why.</param>
internal sealed record SettledRule(string Id, string Promise, ContractOutcome OnFailure, RuleState State, string? Note) : Rule(Id, Promise, OnFailure);
