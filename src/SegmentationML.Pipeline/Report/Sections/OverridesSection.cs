using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>Age of overrides, and how often each rule is overridden.</summary>
internal static class OverridesSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Overrides is not { Overrides.Count: > 0 } review)
        {
            html.Absent("No overrides: everything stands as the model and its rules decided.");
            return;
        }

        html.Line($"<p>Overrides hold {Figures.Count(review.Overridden)} of {Figures.Of(review.Entities, data.Header.Entity)} on {Figures.Date(review.AsOf)}.</p>");
        html.Table(
            "Overrides, oldest first",
            ["Override", "Segment", "Reason", "Reference", "Approved by", "#Entities", "#Age, days", "#Days left", "Stands"],
            review.Overrides.Select(o => (IReadOnlyList<Markup>)
            [
                Markup.Of($"<span class=\"code\">{o.Id}</span>"), Markup.Of($"<span class=\"code\">{o.Segment}</span>"), Markup.Of($"{o.Reason}"), Markup.Of($"{o.Reference}"), Markup.Of($"{o.Approver}"),
                Markup.Of($"{Figures.Count(o.Entities)}"), Markup.Of($"{Figures.Count(Math.Max(0, o.AgeDays))}"), Markup.Of($"{(o.DaysLeft is { } left ? Figures.Count(Math.Max(0, left)) : "no end")}"), Markup.Of($"{o.Standing}"),
            ]));
        if (review.Rates.Count > 0)
        {
            html.Table(
                "How often each rule is overridden",
                ["Rule", "#Entities", "#Overridden", "#Share"],
                review.Rates.Select(r => (IReadOnlyList<Markup>)[Markup.Of($"{r.Rule}"), Markup.Of($"{Figures.Count(r.Entities)}"), Markup.Of($"{Figures.Count(r.Overridden)}"), Markup.Of($"{Figures.Share(r.Rate)}")]));
            html.Line($"<p class=\"quiet\">A rule that is often overridden is wrong: change the rule.</p>");
        }
    }
}
