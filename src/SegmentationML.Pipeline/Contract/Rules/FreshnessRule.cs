using SegmentationML.Contracts.Outcomes;
using SegmentationML.Contracts.Standard;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>The newest row is not too old.</summary>
/// <param name="Id">See <see cref="Rule"/>.</param>
/// <param name="Promise">See <see cref="Rule"/>.</param>
/// <param name="OnFailure">See <see cref="Rule"/>.</param>
/// <param name="Value">SQL of the date.</param>
/// <param name="Level">The service level.</param>
internal sealed record FreshnessRule(string Id, string Promise, ContractOutcome OnFailure, string Value, SlaProperty Level) : Rule(Id, Promise, OnFailure);
