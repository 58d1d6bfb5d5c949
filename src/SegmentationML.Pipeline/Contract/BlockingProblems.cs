using SegmentationML.Contracts.Outcomes;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Contract;

/// <summary>Says why a table blocks.</summary>
internal static class BlockingProblems
{
    /// <summary>One problem for each reason; empty when the table does not block.</summary>
    /// <param name="report">The table's report.</param>
    public static IEnumerable<Problem> Of(TableReport report)
    {
        if (report.Outcome != ContractOutcome.Block)
        {
            yield break;
        }

        foreach (var rule in report.Failures.Where(r => r.OnFailure == ContractOutcome.Block))
        {
            yield return rule.Rule.EndsWith("/column", StringComparison.Ordinal)
                ? new Problem("SEG-CONT-010", $"{rule.Rule}: {rule.Promise}. {rule.Note}", "Mend the source or its mapping, or change the contract by agreement.")
                : new Problem("SEG-CONT-011", $"{rule.Rule}: {rule.Promise}. {Found(rule)}", "Mend the data, or lower the rule's severity by agreement.");
        }

        if (100.0 * report.Quarantined > report.QuarantineLimitPercent * report.Rows)
        {
            var worst = report.Failures.Where(r => r.OnFailure == ContractOutcome.Quarantine).OrderByDescending(r => r.Violations).Take(3).Select(r => $"{r.Rule} ({r.Violations})");
            yield return new Problem(
                "SEG-CONT-012",
                $"{report.Table}: {report.Quarantined} of {report.Rows} rows break the contract, more than {report.QuarantineLimitPercent} %: {string.Join(", ", worst)}.",
                "Look at the rows in quarantine; mend the source, or raise quarantineLimitPercent by agreement.");
        }
    }

    private static string Found(RuleOutcome rule)
    {
        var first = rule.Examples.Count > 0 ? $" First in row {rule.Examples[0].Row} of {rule.Examples[0].File}: {(rule.Examples[0].Value is { } value ? $"'{value}'" : "nothing")}." : "";
        return $"Found {rule.Measured ?? "no measure"}.{(rule.Note is null ? "" : $" {rule.Note}")}{first}";
    }
}
