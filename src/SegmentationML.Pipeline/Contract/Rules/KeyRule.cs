using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>No two rows are equal in some columns. What counts are the later rows: the first in file order stays. Rows that are null in all of the columns are not compared.</summary>
/// <param name="Id">See <see cref="Rule"/>.</param>
/// <param name="Promise">See <see cref="Rule"/>.</param>
/// <param name="OnFailure">See <see cref="Rule"/>.</param>
/// <param name="Limit">See <see cref="CountedRule"/>.</param>
/// <param name="InPercent">See <see cref="CountedRule"/>.</param>
/// <param name="Values">SQL of the columns' values, at least one.</param>
internal sealed record KeyRule(string Id, string Promise, ContractOutcome OnFailure, Threshold? Limit, bool InPercent, IReadOnlyList<string> Values)
    : CountedRule(Id, Promise, OnFailure, Limit, InPercent)
{
    /// <summary>SQL text of a row's key, for messages.</summary>
    public string Shown => Values.Count == 1 ? $"{Values[0]}::VARCHAR" : $"concat_ws(' | ', {string.Join(", ", Values.Select(v => $"coalesce({v}::VARCHAR, '')"))})";
}
