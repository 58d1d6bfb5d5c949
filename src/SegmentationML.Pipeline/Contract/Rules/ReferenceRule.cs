using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>What stands in some columns is found in another table. Rows with a null in one of them are not looked up.</summary>
/// <param name="Id">See <see cref="Rule"/>.</param>
/// <param name="Promise">See <see cref="Rule"/>.</param>
/// <param name="OnFailure">See <see cref="Rule"/>.</param>
/// <param name="Values">SQL of the columns' values, at least one.</param>
/// <param name="Table">The other table.</param>
/// <param name="Columns">Its columns, as many as values.</param>
internal sealed record ReferenceRule(string Id, string Promise, ContractOutcome OnFailure, IReadOnlyList<string> Values, string Table, IReadOnlyList<string> Columns)
    : CountedRule(Id, Promise, OnFailure, null, false)
{
    /// <summary>SQL text of a row's reference, for messages.</summary>
    public string Shown => string.Join(" || ' | ' || ", Values.Select(v => $"{v}::VARCHAR"));
}
