using SegmentationML.Pipeline.Forecast.Files;
using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>Ways of making forecasts add up, and levels to forecast at, with accuracy and effort.</summary>
internal static class HierarchySection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Sums.Count == 0 && data.Hierarchy is null)
        {
            html.Absent("No hierarchy: the series were forecast by themselves.");
            return;
        }

        Sums(html, data);
        if (data.Hierarchy is { } report)
        {
            Comparison(html, data, report);
        }
    }

    private static void Sums(HtmlWriter html, RunReportData data)
    {
        html.Table(
            "Forecasts of the sums",
            ["Level", "Group", "Method", "#Next", "#5 %", "#95 %", "#Over the horizon"],
            data.Sums.Take(ReportLimits.TableRows).Select(static s => (IReadOnlyList<Markup>)[Markup.Of($"{s.Level}"), Markup.Of($"{s.Node}"), Markup.Of($"<span class=\"code\">{s.Method}</span>"), Markup.Of($"{Figures.Number(s.Next)}"), Markup.Of($"{Figures.Number(s.Low)}"), Markup.Of($"{Figures.Number(s.High)}"), Markup.Of($"{Figures.Number(s.Total)}")]));
        if (data.Sums.Count > ReportLimits.TableRows)
        {
            html.Line($"<p class=\"quiet\">{Figures.Count(data.Sums.Count - ReportLimits.TableRows)} more are in the table forecast_levels.</p>");
        }
    }

    private static void Comparison(HtmlWriter html, RunReportData data, HierarchyBackTestReport report)
    {
        string[] levels = [.. report.Accuracy.Select(static r => r.Level).Distinct(StringComparer.Ordinal)];
        html.Line($"<p>{Figures.Count(report.Nodes)} series and sums, forecast {Figures.Of(report.Horizon, data.Header.Bucket)} ahead from {Figures.Of(report.Origins, "earlier moment")}. WRMSSE weighs each node of a level by its demand; <span class=\"code\">none</span> is the forecasts as they were, which do not add up.</p>");
        html.Table(
            "WRMSSE by way and level",
            ["Way", .. levels.Select(static l => $"#{l}")],
            report.Accuracy.GroupBy(static r => r.Method).Select(g => (IReadOnlyList<Markup>)[Markup.Of($"<span class=\"code\">{g.Key}</span>"), .. levels.Select(l => Markup.Of($"{Figures.Error(g.First(r => r.Level == l).Wrmsse ?? double.NaN)}"))]));
        html.Table(
            "Level to forecast each segment at",
            ["Segment", "Level", "#Forecasts", "#RMSSE of its series", "Best"],
            report.Levels.Take(ReportLimits.TableRows).Select(static l => (IReadOnlyList<Markup>)[Markup.Of($"<span class=\"code\">{l.Segment}</span>"), Markup.Of($"{l.Level}"), Markup.Of($"{Figures.Count(l.Forecasts)}"), Markup.Of($"{Figures.Error(l.Error)}"), Markup.Of($"{(l.IsChosen ? "best" : "")}")]));
    }
}
