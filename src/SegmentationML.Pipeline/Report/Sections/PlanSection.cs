using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>Planners' changes beside the forecast.</summary>
internal static class PlanSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.PlannedChanges.Count == 0)
        {
            html.Absent("No planned changes: stock is planned by the forecasts as they are.");
            return;
        }

        html.Line($"<p>Planners changed {Figures.Of(data.PlannedChanges.Select(static c => c.Key).Distinct(StringComparer.Ordinal).Count(), "forecast")}. The forecasts themselves stay as they are; the stock policy goes by the plan.</p>");
        html.Table(
            "Planned changes, largest first",
            [Figures.Capital(data.Header.Entity), "Name", "Segment", "Why", "From", "To", "Ends", "#Forecast, units", "#Planned, units"],
            data.PlannedChanges.Take(ReportLimits.TableRows).Select(static c => (IReadOnlyList<Markup>)
            [
                Markup.Of($"<span class=\"code\">{c.Key}</span>"), Markup.Of($"{c.Name ?? ""}"), Markup.Of($"<span class=\"code\">{c.Segment}</span>"), Markup.Of($"{c.Reasons}"), Markup.Of($"{Figures.Date(c.From)}"), Markup.Of($"{Figures.Date(c.To)}"),
                Markup.Of($"{Figures.Date(c.Ends)}"), Markup.Of($"{Figures.Number(c.Forecast)}"), Markup.Of($"{Figures.Number(c.Planned)}"),
            ]));
        if (data.PlannedChanges.Count > ReportLimits.TableRows)
        {
            html.Line($"<p class=\"quiet\">{Figures.Count(data.PlannedChanges.Count - ReportLimits.TableRows)} more are in the table of forecasts.</p>");
        }
    }
}
