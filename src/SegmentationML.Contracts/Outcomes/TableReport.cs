namespace SegmentationML.Contracts.Outcomes;

/// <summary>How one table kept its contract.</summary>
/// <param name="Table">The table.</param>
/// <param name="ContractId">Id of the contract; null when the table has none.</param>
/// <param name="ContractVersion">Version of the contract; null when the table has none.</param>
/// <param name="Outcome">The most severe outcome of its rules and of the quarantine limit.</param>
/// <param name="Rows">Rows delivered.</param>
/// <param name="Quarantined">Rows taken out; each is counted once, however many rules it breaks.</param>
/// <param name="QuarantineLimitPercent">Share of quarantined rows above which the table blocks, in percent of the rows delivered.</param>
/// <param name="QuarantineFile">Parquet file with the rows taken out; null when there are none.</param>
/// <param name="Rules">Every rule of the contract, in its order.</param>
/// <param name="Totals">Sums of the columns that the contract names for reconciliation.</param>
/// <param name="Notes">What else a reader should know, such as columns that are not part of the contract.</param>
public sealed record TableReport(
    string Table,
    string? ContractId,
    string? ContractVersion,
    ContractOutcome Outcome,
    long Rows,
    long Quarantined,
    double QuarantineLimitPercent,
    string? QuarantineFile,
    IReadOnlyList<RuleOutcome> Rules,
    IReadOnlyList<ColumnTotal> Totals,
    IReadOnlyList<string> Notes)
{
    /// <summary>Rows that are used.</summary>
    public long Accepted => Rows - Quarantined;

    /// <summary>The rules that were broken, in the contract's order.</summary>
    public IEnumerable<RuleOutcome> Failures => Rules.Where(r => r.State == RuleState.Failed);
}
