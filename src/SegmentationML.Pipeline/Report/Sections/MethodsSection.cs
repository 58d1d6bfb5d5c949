using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>The mix of methods.</summary>
internal static class MethodsSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Methods.Count == 0)
        {
            html.Absent("No methods: nothing was forecast.");
            return;
        }

        var total = data.Methods.Sum(row => row.Series);
        var methods = data.Methods.GroupBy(row => row.Method).Select(group => (Method: group.Key, Series: group.Sum(row => row.Series))).OrderByDescending(row => row.Series).ThenBy(row => row.Method, StringComparer.Ordinal).ToArray();
        html.Chart("methods", $"Share of methods by segment. Over all: {string.Join(", ", methods.Select(row => $"{row.Method} {Figures.Share((double)row.Series / total)}"))}.");
        html.Line($"<details><summary>As a table</summary>");
        html.Table("Series by method", ["Method", "#Series", "Share"], methods.Select(row => Cells(row.Method, row.Series, total)));
        html.Line($"</details>");
    }

    private static IReadOnlyList<Markup> Cells(string method, long series, long total)
        => [Markup.Of($"{method}"), Markup.Of($"{Figures.Count(series)}"), Markup.Of($"<span class=\"barred\">{Bars.Share((double)series / total)}<span>{Figures.Share((double)series / total)}</span></span>")];
}
