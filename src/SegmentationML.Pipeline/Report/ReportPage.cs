using System.Globalization;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report;

/// <summary>Puts the page together.</summary>
internal static class ReportPage
{
    /// <summary>The whole page.</summary>
    public static string Render(RunReportData data)
    {
        var html = new HtmlWriter();
        WriteHead(html, data.Header);
        html.Line($"<body><a class=\"skip\" href=\"#main\">Skip to the report</a>");
        WriteMasthead(html, data);
        html.Line($"<nav aria-label=\"Sections\"><ul>{Markup.Join(ReportSections.All.Select(section => Markup.Of($"<li><a href=\"#{section.Id}\">{section.Short}</a></li>")))}</ul></nav>");
        html.Line($"<main id=\"main\">");
        WriteInsights(html, data);
        foreach (var section in ReportSections.All)
        {
            html.Line($"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-title\"><h2 id=\"{section.Id}-title\">{section.Title}</h2><p class=\"lead\">{section.Lead}</p>");
            section.Write(html, data);
            html.Line($"</section>");
        }

        html.Line($"</main>");
        WriteFoot(html, data);
        return html.ToString();
    }

    private static void WriteHead(HtmlWriter html, ReportHeader header)
    {
        html.Line($"<!DOCTYPE html>");
        html.Line($"<html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"{ReportAssets.SecurityPolicy}\">");
        html.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><meta name=\"generator\" content=\"{header.Product}\">");
        html.Line($"<title>{header.Pipeline} – {Version(header)} – SegmentationML</title>");
        html.Line($"<style>{new Markup(ReportAssets.Style)}</style></head>");
    }

    private static void WriteMasthead(HtmlWriter html, RunReportData data)
    {
        var header = data.Header;
        html.Line($"<header><div class=\"brand\"><span class=\"logo\" aria-hidden=\"true\"><i></i><i></i><i></i><i></i></span>SegmentationML <span class=\"quiet\">run report</span></div>");
        html.Line($"<h1>{header.Pipeline}</h1>");
        html.Line($"{(header.Description.Length > 0 ? Markup.Of($"<p class=\"description\">{header.Description}</p>") : Markup.None)}");
        html.Line($"<p class=\"facts\"><span class=\"chip {(header.Version is null ? "bad" : "ok")}\">{Version(header)}</span>{Standing(data)}");
        html.Line($"<span>Data from <b>{Figures.Date(header.FirstDay)}</b> to before <b>{Figures.Date(header.AsOf)}</b></span><span>{Figures.Of(header.Entities, header.Entity)}</span><span>By {header.Bucket}, {Figures.Of(header.Horizon, header.Bucket)} ahead</span>");
        html.Line($"<span>Run <b>{header.StartedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC{Offset(header.StartedAt)}</b> in {Figures.Time(header.Elapsed)}</span></p>");
        if (data.Headlines.Count > 0)
        {
            html.Line($"<dl class=\"tiles\">{Markup.Join(data.Headlines.Select(Tile))}</dl>");
        }

        html.Line($"</header>");
    }

    private static Markup Tile(Headline headline)
        => Markup.Of($"<div><dt>{headline.Label}</dt><dd>{headline.Value}</dd>{(headline.Note is null ? Markup.None : Markup.Of($"<dd class=\"quiet\">{headline.Note}</dd>"))}</div>");

    private static void WriteInsights(HtmlWriter html, RunReportData data)
        => html.Line($"<section id=\"summary\" class=\"insights\" aria-labelledby=\"summary-title\"><h2 id=\"summary-title\">In short</h2><ul>{Markup.Join(Insights.Of(data).Select(insight => Markup.Of($"<li>{insight}</li>")))}</ul></section>");

    private static void WriteFoot(HtmlWriter html, RunReportData data)
    {
        html.Line($"<footer><p>Made by {data.Header.Product}, run <code>{data.Header.RunId}</code>. Charts: Apache ECharts, Apache License 2.0. This page loads nothing from anywhere.</p></footer>");
        html.Line($"<noscript><p class=\"absent\">Charts and the look-up need JavaScript; every chart has a table or a sentence beside it.</p></noscript>");
        html.Line($"<script type=\"application/json\" id=\"report-data\">{new Markup(ReportJson.Of(data))}</script>");
        html.Line($"<script>{new Markup(ReportAssets.Charts)}</script>");
        html.Line($"<script>{new Markup(ReportAssets.Script)}</script>");
        html.Line($"</body></html>");
    }

    /// <summary>What somebody who opens the page has to know first: the version is not in use yet.</summary>
    private static Markup Standing(RunReportData data) => data.Promotion?.Promotion is { State: PromotionState.Candidate or PromotionState.Review or PromotionState.Approved } promotion && promotion.Version == data.Header.Version
        ? Markup.Of($"<a class=\"chip warn\" href=\"#promotion\">{(promotion.State == PromotionState.Approved ? "approved, not in use yet" : "candidate, waits for a decision")}</a>")
        : Markup.None;

    private static string Version(ReportHeader header) => header switch
    {
        { Version: null } => "no version published",
        { IsNewVersion: true } => $"version {header.Version}",
        _ => $"version {header.Version}, unchanged",
    };

    private static string Offset(DateTimeOffset time)
        => time.Offset == TimeSpan.Zero ? "" : $"{(time.Offset < TimeSpan.Zero ? "−" : "+")}{time.Offset:hh\\:mm}";
}
