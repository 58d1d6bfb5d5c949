using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>A rule that each row keeps or breaks by itself.</summary>
/// <param name="Id">See <see cref="Rule"/>.</param>
/// <param name="Promise">See <see cref="Rule"/>.</param>
/// <param name="OnFailure">See <see cref="Rule"/>.</param>
/// <param name="Limit">See <see cref="CountedRule"/>.</param>
/// <param name="InPercent">See <see cref="CountedRule"/>.</param>
/// <param name="Broken">SQL condition that is true for a row that breaks the rule; false or null otherwise.</param>
/// <param name="Shown">SQL text of the value at fault.</param>
internal sealed record RowRule(string Id, string Promise, ContractOutcome OnFailure, Threshold? Limit, bool InPercent, string Broken, string Shown)
    : CountedRule(Id, Promise, OnFailure, Limit, InPercent)
{
    /// <summary>How the files' footers can prove the rule; null when they cannot.</summary>
    public FooterTest? Footer { get; init; }
}
