using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>A rule that counts rows.</summary>
/// <param name="Id">See <see cref="Rule"/>.</param>
/// <param name="Promise">See <see cref="Rule"/>.</param>
/// <param name="OnFailure">See <see cref="Rule"/>.</param>
/// <param name="Limit">What the count must be; null when it must be none, so that each counted row breaks the rule by itself.</param>
/// <param name="InPercent">True when the limit is about the share of the table's rows.</param>
internal abstract record CountedRule(string Id, string Promise, ContractOutcome OnFailure, Threshold? Limit, bool InPercent) : Rule(Id, Promise, OnFailure)
{
    /// <summary>True when counted rows are taken out of the table.</summary>
    public bool TakesRowsOut => Limit is null && OnFailure == ContractOutcome.Quarantine;

    /// <summary>True when the count is as it must be.</summary>
    /// <param name="count">Rows counted.</param>
    /// <param name="rows">Rows of the table; a share of no rows is 0.</param>
    public bool Holds(long count, long rows) => Limit is null ? count == 0 : Limit.Holds(Measure(count, rows));

    /// <summary>The measure as it is shown.</summary>
    /// <param name="count">Rows counted.</param>
    /// <param name="rows">Rows of the table.</param>
    public string Measured(long count, long rows)
        => Limit is null || !InPercent ? $"{count} {(count == 1 ? "row" : "rows")}" : $"{decimal.Round(Measure(count, rows), 4)} % ({count} rows)";

    private decimal Measure(long count, long rows) => !InPercent ? count : rows == 0 ? 0 : 100m * count / rows;
}
