namespace SegmentationML.Contracts.Outcomes;

/// <summary>One rule of a contract and what came of it.</summary>
/// <param name="Rule">The rule's id, <c>table/column/check</c> or <c>table/check</c>; unique in a contract and stable as long as its place and id are.</param>
/// <param name="Promise">What is promised, in words.</param>
/// <param name="State">Whether it was checked and kept.</param>
/// <param name="OnFailure">What a failure ends in, by the rule's severity.</param>
/// <param name="Measured">What was measured, as text; null when not run.</param>
/// <param name="Violations">Rows that break it; 0 for rules that do not point at rows.</param>
/// <param name="Examples">Some of these rows, first ones first.</param>
/// <param name="Note">Why it was not run or how it failed; null when there is nothing to say.</param>
public sealed record RuleOutcome(
    string Rule,
    string Promise,
    RuleState State,
    ContractOutcome OnFailure,
    string? Measured,
    long Violations,
    IReadOnlyList<Violation> Examples,
    string? Note = null)
{
    /// <summary>What this rule contributes: pass unless it failed.</summary>
    public ContractOutcome Outcome => State == RuleState.Failed ? OnFailure : ContractOutcome.Pass;
}
