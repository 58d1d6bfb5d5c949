using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>The Pareto curve with the cuts of the classes.</summary>
internal static class ParetoSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Pareto is not { Points.Count: > 0 } pareto)
        {
            html.Absent("No Pareto curve: there is no value driver, or no entity has a positive value.");
            return;
        }

        html.Chart("pareto", $"Cumulative share of {pareto.ValueName} by share of {Figures.Plural(data.Header.Entity)}, from the most valuable on. {string.Join(" ", pareto.Cuts.Select(Sentence))}");
        html.Line($"<details><summary>As a table</summary>");
        html.Table("Where the classes end", ["Class", $"#Share of {Figures.Plural(data.Header.Entity)} up to here", $"#Share of {pareto.ValueName} up to here"], pareto.Cuts.Select(Cells));
        html.Line($"</details>");
    }

    private static string Sentence(ParetoCut cut) => $"Up to class {cut.Class}: {Figures.Share(cut.EntityShare)} make {Figures.Share(cut.ValueShare)}.";

    private static IReadOnlyList<Markup> Cells(ParetoCut cut)
        => [Markup.Of($"<span class=\"code\">{cut.Class}</span>"), Markup.Of($"{Figures.Share(cut.EntityShare)}"), Markup.Of($"{Figures.Share(cut.ValueShare)}")];
}
