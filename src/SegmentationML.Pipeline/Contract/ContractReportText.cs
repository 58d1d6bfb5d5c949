using System.Globalization;
using System.Text;
using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract;

/// <summary>Writes a table's report as plain lines for a terminal: failures first, with rows to look at, then what was not run, then how many rules were kept.</summary>
public static class ContractReportText
{
    /// <summary>The report as text, lines ended by <c>\n</c>.</summary>
    /// <param name="report">The report.</param>
    public static string Render(TableReport report)
    {
        var text = new StringBuilder();
        var contract = report.ContractId is null ? "no contract" : $"contract {report.ContractId} {report.ContractVersion}";
        Line(text, $"{report.Table}: {report.Outcome.ToString().ToUpperInvariant()} ({contract}, {Count(report.Rows)} rows)");
        if (report.Quarantined > 0)
        {
            var percent = (100m * report.Quarantined / report.Rows).ToString("0.####", CultureInfo.InvariantCulture);
            Line(text, $"  {Count(report.Quarantined)} rows taken out ({percent} %, limit {report.QuarantineLimitPercent.ToString(CultureInfo.InvariantCulture)} %){(report.QuarantineFile is null ? "" : $", kept in {report.QuarantineFile}")}");
        }

        foreach (var rule in report.Failures.OrderByDescending(r => r.OnFailure))
        {
            Failure(text, rule);
        }

        foreach (var rule in report.Rules.Where(r => r.State == RuleState.NotRun))
        {
            Line(text, $"  not run     {rule.Rule}: {rule.Note}");
        }

        foreach (var note in report.Notes)
        {
            Line(text, $"  note        {note}");
        }

        foreach (var total in report.Totals.Where(_ => report.Quarantined > 0))
        {
            Line(text, $"  total       {total.Column}: {total.Delivered} delivered = {total.Accepted} accepted + {total.Quarantined} quarantined");
        }

        Line(text, $"  {report.Rules.Count(r => r.State == RuleState.Passed)} of {report.Rules.Count} rules kept");
        return text.ToString();
    }

    private static void Failure(StringBuilder text, RuleOutcome rule)
    {
        var word = rule.OnFailure.ToString().ToLowerInvariant();
        Line(text, $"  {word,-11} {rule.Rule}: {rule.Promise}; found {rule.Measured ?? "no measure"}.{(rule.Note is null ? "" : $" {rule.Note}")}");
        foreach (var example in rule.Examples)
        {
            Line(text, $"              row {Count(example.Row)} of {example.File}: {(example.Value is null ? "nothing" : $"'{Shown(example.Value)}'")}");
        }
    }

    /// <summary>Values come from data: control characters must not reach a terminal, and a long text must not fill it.</summary>
    private static string Shown(string value)
    {
        var clean = string.Concat(value.Take(80).Select(c => char.IsControl(c) ? '\u00b7' : c));
        return value.Length > 80 ? $"{clean}…" : clean;
    }

    private static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
