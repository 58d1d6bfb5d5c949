using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>A promise of a contract, ready to be checked against one table.</summary>
/// <param name="Id">As in <see cref="RuleOutcome.Rule"/>.</param>
/// <param name="Promise">What is promised, in words.</param>
/// <param name="OnFailure">What a failure ends in.</param>
internal abstract record Rule(string Id, string Promise, ContractOutcome OnFailure);
