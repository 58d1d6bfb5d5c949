using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>Rows by file and by reason, findings of the contracts, quarantine.</summary>
internal static class QualitySection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        WriteFiles(html, data.Files);
        html.Line($"<h3>Data contracts</h3>");
        if (data.RulesChecked is not { } rules)
        {
            html.Absent("No contract was checked: the pipeline names none.");
            return;
        }

        var stopped = data.Findings.Count(finding => finding.Severity == FindingSeverity.Block);
        html.Line($"<p>{Figures.Of(rules, "rule")} checked, {Figures.Of(data.Findings.Count, "finding")}{(stopped > 0 ? $", {stopped} of them stopped the run" : "")}. {Quarantined(data.QuarantinedRows)}</p>");
        if (data.Findings.Count == 0)
        {
            html.Line($"<p class=\"good\">Every promise was kept.</p>");
            return;
        }

        html.Table("Findings of the data contracts", ["Outcome", "Table", "Rule", "Finding", "#Rows"], data.Findings.Take(ReportLimits.TableRows).Select(Finding));
        Cut.Note(html, data.Findings.Count, "finding");
    }

    private static string Quarantined(long rows) => rows == 0 ? "No row was set aside." : $"{Figures.Of(rows, "row")} set aside in quarantine, each with rule and reason.";

    private static void WriteFiles(HtmlWriter html, IReadOnlyList<FileLoad> files)
    {
        if (files.Count == 0)
        {
            html.Absent("No file was read in this run.");
            return;
        }

        html.Line($"<h3>Rows by file</h3>");
        html.Table("Rows by file", ["File", "Table", "#Read", "#Loaded", "#Left out", "#Rejected", "#Duplicates dropped"], files.Take(ReportLimits.TableRows).Select(FileCells));
        Cut.Note(html, files.Count, "file");
        var reasons = files.SelectMany(file => file.LeftOut.Select(count => (file, Kind: "left out", count)).Concat(file.Rejected.Select(count => (file, Kind: "rejected", count)))).Where(reason => reason.count.Rows > 0).ToArray();
        if (reasons.Length > 0)
        {
            html.Line($"<h3>Why rows were not used</h3>");
            html.Table("Rows not used, by reason", ["File", "Table", "What", "Rule", "Reason", "#Rows", "#Share of the file"], reasons.Take(ReportLimits.TableRows).Select(reason => ReasonCells(reason.file, reason.Kind, reason.count)));
            Cut.Note(html, reasons.Length, "reason");
        }
    }

    private static IReadOnlyList<Markup> FileCells(FileLoad file) =>
    [
        Markup.Of($"{file.File}{(file.FromCache ? Markup.Of($" <span class=\"chip\" title=\"loaded by an earlier run\">unchanged</span>") : Markup.None)}"),
        Markup.Of($"{file.Table}"),
        Markup.Of($"{Figures.Count(file.RowsRead)}"),
        Markup.Of($"{Figures.Count(file.RowsLoaded)}"),
        Markup.Of($"{Figures.Count(file.LeftOut.Sum(count => count.Rows))}"),
        Markup.Of($"{Figures.Count(file.Rejected.Sum(count => count.Rows))}"),
        Markup.Of($"{Figures.Count(file.DuplicatesDropped)}{(file.Duplicates is { } found && found > file.DuplicatesDropped ? $" of {Figures.Count(found)}" : "")}"),
    ];

    private static IReadOnlyList<Markup> ReasonCells(FileLoad file, string kind, RowCount count) =>
    [
        Markup.Of($"{file.File}"), Markup.Of($"{file.Table}"), Markup.Of($"{kind}"), Markup.Of($"<code>{count.Rule}</code>"), Markup.Of($"{count.Reason}"),
        Markup.Of($"{Figures.Count(count.Rows)}"), Markup.Of($"{Figures.Share(file.RowsRead > 0 ? (double)count.Rows / file.RowsRead : double.NaN)}"),
    ];

    private static IReadOnlyList<Markup> Finding(QualityFinding finding)
    {
        var (css, word) = finding.Severity switch
        {
            FindingSeverity.Block => ("bad", "stopped the run"),
            FindingSeverity.Quarantine => ("warn", "quarantine"),
            FindingSeverity.Warning => ("warn", "warning"),
            _ => ("", "not checked"),
        };
        var example = finding.Example is null ? Markup.None : Markup.Of($"<br><span class=\"quiet\">for example <code>{finding.Example}</code></span>");
        return
        [
            Markup.Of($"<span class=\"chip {css}\">{word}</span>"), Markup.Of($"{finding.Table}"), Markup.Of($"<code>{finding.Rule}</code>"),
            Markup.Of($"{finding.Message}{example}"), Markup.Of($"{(finding.Rows > 0 ? Figures.Count(finding.Rows) : "–")}"),
        ];
    }
}
