using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>A search box over the embedded entities, and the first ten in plain HTML.</summary>
internal static class LookupSection
{
    private const int Plain = 10;

    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Entities.Count == 0)
        {
            html.Absent("No entity to look up: the run did not reach the segment step.");
            return;
        }

        var embedded = Math.Min(data.Entities.Count, ReportLimits.Entities);
        var scope = embedded < data.Header.Entities ? $"The {Figures.Count(embedded)} most valuable of {Figures.Of(data.Header.Entities, data.Header.Entity)}; the others by" : "Also by";
        html.Line($"<div class=\"lookup\"><label for=\"search\">Find a {data.Header.Entity} by key or name</label><input id=\"search\" type=\"search\" autocomplete=\"off\" placeholder=\"{data.Entities[0].Key}\" role=\"combobox\" aria-expanded=\"false\" aria-controls=\"matches\"><ul id=\"matches\" role=\"listbox\" aria-label=\"Matches\"></ul><div id=\"reason\" aria-live=\"polite\"></div><p class=\"quiet\">{scope} <code>segml explain {data.Header.Pipeline} KEY</code>.</p></div>");
        html.Line($"<details><summary>The first {Math.Min(Plain, embedded)} as a table</summary>");
        html.Table("Assignments with their reasons", [Figures.Capital(data.Header.Entity), "Segment", "Reasons", "Nearest boundary", "What would move it"], data.Entities.Take(Plain).Select(Cells));
        html.Line($"</details>");
    }

    private static IReadOnlyList<Markup> Cells(EntityReason entity) =>
    [
        Markup.Of($"{entity.Key}{(entity.Name is null ? Markup.None : Markup.Of($"<br><span class=\"quiet\">{entity.Name}</span>"))}"),
        Markup.Of($"<span class=\"code\">{entity.Segment}</span>"),
        Markup.Of($"{string.Join("; ", entity.Reasons)}"),
        Markup.Of($"{(entity.BoundaryDriver is null ? "–" : $"{entity.BoundaryDriver} at {Figures.Number(entity.BoundaryValue)}, {Figures.Number(entity.Margin)} away")}"),
        Markup.Of($"{(entity.NextChange.Length > 0 ? entity.NextChange : entity.SecondSegment ?? "–")}"),
    ];
}
