using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>The cluster plot and the clusters' typical values.</summary>
internal static class ClustersSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Clusters is not { Points.Count: > 0 } plot)
        {
            html.Absent("No cluster plot: the model has no clustered dimension.");
            return;
        }

        var quality = double.IsNaN(plot.Silhouette) ? "" : $" Silhouette {plot.Silhouette:0.00} (from −1, wrong, to 1, far apart).";
        html.Line($"<p>{plot.Clusters.Count} clusters of <b>{plot.Dimension}</b> on {string.Join(", ", plot.Drivers)}. The two axes show {Figures.Share(plot.ExplainedX + plot.ExplainedY)} of the differences.{quality}</p>");
        html.Chart("clusters", $"Scatter plot of {Figures.Plural(data.Header.Entity)} in {plot.Clusters.Count} clusters on the first two principal components.");
        if (plot.Points.Count > ReportLimits.ClusterPoints)
        {
            html.Line($"<p class=\"quiet\">An even sample of {Figures.Count(ReportLimits.ClusterPoints)} of {Figures.Of(plot.Points.Count, "point")}.</p>");
        }

        html.Table(
            "Typical values of the clusters",
            ["Cluster", "What sets it apart", $"#{Figures.Capital(Figures.Plural(data.Header.Entity))}", .. plot.Drivers.Select((driver, d) => $"#{driver}{(d < plot.Units.Count && plot.Units[d].Length > 0 && !driver.EndsWith(plot.Units[d], StringComparison.Ordinal) ? $", {plot.Units[d]}" : "")}")],
            plot.Clusters.Select(Cells));
        ClusterTrustTables.Write(html, plot, data.Header.Entity);
    }

    private static IReadOnlyList<Markup> Cells(ClusterRow cluster)
        => [Markup.Of($"<span class=\"code\">{cluster.Code}</span>"), Markup.Of($"{cluster.Name}"), Markup.Of($"{Figures.Count(cluster.Entities)}"), .. cluster.Centre.Select(value => Markup.Of($"{Figures.Number(value)}"))];
}
