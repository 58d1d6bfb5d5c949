using SegmentationML.Contracts.Outcomes;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Contract;

/// <summary>What the contract step found, and the tables that later steps use.</summary>
/// <param name="Outcome">The most severe outcome of all tables and of what ingest found. Block: nothing may be published, the last version stays.</param>
/// <param name="Tables">All tables of ingest in its order; where rows were taken out, the handle leaves them out (same files, no copy).</param>
/// <param name="Reports">One report a table, in the same order, then one for each table that has a contract and no source.</param>
/// <param name="Blocking">Why the run is blocked; empty unless <paramref name="Outcome"/> is block.</param>
public sealed record ContractResult(ContractOutcome Outcome, IReadOnlyList<TableHandle> Tables, IReadOnlyList<TableReport> Reports, IReadOnlyList<Problem> Blocking) : IStepResult
{
    /// <inheritdoc/>
    public long Rows => Tables.Sum(t => t.Rows);

    /// <inheritdoc/>
    public string Summary => Reports.All(r => r.ContractId is null)
        ? "not checked: no table has a contract"
        : $"{RulesChecked:N0} rules on {Count(Reports.Count(r => r.ContractId is not null))}: {Outcome.ToString().ToLowerInvariant()}, {Quarantined:N0} rows in quarantine";

    /// <summary>Rules that could be checked.</summary>
    public int RulesChecked => Reports.Sum(r => r.Rules.Count(rule => rule.State != RuleState.NotRun));

    /// <summary>The table of a name, or null.</summary>
    /// <param name="name">Its name.</param>
    public TableHandle? Find(string name) => Tables.FirstOrDefault(t => t.Name == name);

    /// <summary>Rows taken out of all tables.</summary>
    public long Quarantined => Reports.Sum(r => r.Quarantined);

    private static string Count(int tables) => tables == 1 ? "1 table" : $"{tables} tables";
}
