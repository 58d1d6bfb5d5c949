using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>Assumptions, and what is switched off for want of data.</summary>
internal static class NotesSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Notes.Count == 0)
        {
            html.Line($"<p class=\"good\">Nothing was assumed, and nothing is missing.</p>");
            return;
        }

        html.Line($"<ul>{Markup.Join(data.Notes.Take(ReportLimits.TableRows).Select(note => Markup.Of($"<li>{note}</li>")))}</ul>");
        Cut.Note(html, data.Notes.Count, "note");
    }
}
