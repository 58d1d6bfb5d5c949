using SegmentationML.Contracts.Outcomes;
using SegmentationML.Pipeline.Contract;

namespace SegmentationML.Pipeline.Report.Collecting;

/// <summary>What the contracts found, as rows of the report.</summary>
internal static class ContractFindings
{
    /// <summary>Broken rules and rules that could not be checked, worst first.</summary>
    public static IReadOnlyList<QualityFinding> Of(ContractResult accepted)
        => [.. accepted.Reports.SelectMany(Of).OrderByDescending(f => f.Severity).ThenBy(f => f.Table, StringComparer.Ordinal)];

    /// <summary>Rules that were checked; null when no table has a contract.</summary>
    public static int? RulesChecked(ContractResult accepted)
        => accepted.Reports.Any(r => r.ContractId is not null) ? accepted.RulesChecked : null;

    private static IEnumerable<QualityFinding> Of(TableReport report)
        => report.Rules.Where(r => r.State != RuleState.Passed).Select(r => new QualityFinding(
            Severity(r), report.Table, r.Rule, string.Join(" ", new[] { $"{r.Promise}.", r.Measured is null ? null : $"Found {r.Measured}.", r.Note }.OfType<string>()), r.Violations, r.Examples is [{ Value: var value }, ..] ? value : null));

    private static FindingSeverity Severity(RuleOutcome rule) => rule.State == RuleState.NotRun
        ? FindingSeverity.NotChecked
        : rule.OnFailure switch { ContractOutcome.Block => FindingSeverity.Block, ContractOutcome.Quarantine => FindingSeverity.Quarantine, _ => FindingSeverity.Warning };
}
