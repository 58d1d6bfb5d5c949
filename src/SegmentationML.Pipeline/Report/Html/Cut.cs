namespace SegmentationML.Pipeline.Report.Html;

/// <summary>Says when a table shows only its first rows.</summary>
internal static class Cut
{
    public static void Note(HtmlWriter html, int count, string thing, int limit = ReportLimits.TableRows)
    {
        if (count > limit)
        {
            html.Line($"<p class=\"quiet\">The first {Figures.Count(limit)} of {Figures.Of(count, thing)}.</p>");
        }
    }
}
