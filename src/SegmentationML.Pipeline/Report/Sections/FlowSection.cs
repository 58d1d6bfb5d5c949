using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>The eight steps with state, rows and time.</summary>
internal static class FlowSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        var longest = data.Flow.Select(row => row.Elapsed.TotalSeconds).DefaultIfEmpty(0).Max();
        html.Line($"<ol class=\"flow\">");
        foreach (var step in Enum.GetValues<StepName>())
        {
            html.Line($"{Step(step, data.Flow.FirstOrDefault(row => row.Step == step), longest)}");
        }

        html.Line($"</ol>");
    }

    private static Markup Step(StepName step, FlowTiming? row, double longest)
    {
        var (mark, css, word) = row?.State switch
        {
            StepState.Done => ("✓", "done", "done"),
            StepState.Skipped => ("↺", "skipped", "unchanged, taken from an earlier run"),
            StepState.Failed => ("✕", "failed", "failed"),
            StepState.Running => ("…", "running", "not finished"),
            _ => ("○", "waiting", "not reached"),
        };
        var figures = row is null ? Markup.None : Markup.Of($"<span class=\"big\">{(row.Rows > 0 ? Figures.Rows(row.Rows) : "–")}</span><span class=\"unit\">{(row.Rows > 0 ? "rows" : "no rows")} · {Figures.Time(row.Elapsed)}</span>{Bars.Share(longest > 0 ? row.Elapsed.TotalSeconds / longest : 0)}<span class=\"summary\">{row.Summary}</span>");
        return Markup.Of($"<li class=\"{css}\"><span class=\"step\"><span class=\"mark\" aria-hidden=\"true\">{mark}</span>{step.ToString().ToLowerInvariant()}</span><span class=\"state\">{word}</span>{figures}</li>");
    }
}
