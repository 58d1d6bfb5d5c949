using SegmentationML.Core.Clustering.Stability;
using SegmentationML.Pipeline.Report.Html;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>How far a clustering can be trusted: whether it comes back, what the gate says, and the rules that say it again.</summary>
internal static class ClusterTrustTables
{
    public static void Write(HtmlWriter html, ClusterPlot plot, string entity)
    {
        if (plot.Trust is not { } trust)
        {
            return;
        }

        html.Line($"<h3>Would they come back?</h3>");
        if (trust.Jaccard.Count == 0)
        {
            html.Absent("Stability was not measured: the model switches it off (stability: {gate: off}).");
        }
        else
        {
            WriteStability(html, plot, trust);
        }

        WriteAgreement(html, trust, entity);
        WriteGate(html, trust);
        html.Line($"<h3>The clusters as rules</h3>");
        html.Line($"<p>A few questions give {Figures.Share(trust.RuleFidelity)} of the {Figures.Plural(entity)} their cluster.</p>");
        html.Line($"<ul class=\"rules\">{Markup.Join(trust.Rules.Select(rule => Markup.Of($"<li>{rule}</li>")))}</ul>");
    }

    private static void WriteStability(HtmlWriter html, ClusterPlot plot, ClusterQuality trust)
    {
        html.Line($"<p>Each cluster is compared with the most like of the clusters that are found in {trust.Resamples} resamples of the data, by the share of members in common (Jaccard): 0.5 or less is dissolved, from 0.75 valid, from 0.85 highly stable (Hennig 2007).</p>");
        html.Table("Stability of the clusters", ["Cluster", "What sets it apart", "Jaccard", "Reading"], plot.Clusters.Select(cluster => (IReadOnlyList<Markup>)
        [
            Markup.Of($"<span class=\"code\">{cluster.Code}</span>"), Markup.Of($"{cluster.Name}"),
            Markup.Of($"<span class=\"barred\">{Bars.Share(cluster.Jaccard)}<span>{(double.IsNaN(cluster.Jaccard) ? "–" : cluster.Jaccard.ToString("0.00"))}</span></span>"),
            Chip(cluster.Jaccard),
        ]));
    }

    private static Markup Chip(double jaccard) => double.IsNaN(jaccard)
        ? Markup.Of($"<span class=\"quiet\">not drawn</span>")
        : jaccard >= 0.75 ? Markup.Of($"<span class=\"chip ok\">{StabilityReport.Word(jaccard)}</span>") : Markup.Of($"<span class=\"chip warn\">{StabilityReport.Word(jaccard)}</span>");

    private static void WriteAgreement(HtmlWriter html, ClusterQuality trust, string entity)
    {
        var seeds = double.IsNaN(trust.SeedAgreement) ? "" : $"Fits with other seeds agree by an adjusted Rand index of {trust.SeedAgreement:0.00} (1 is the same). ";
        html.Line($"<p>{seeds}{(trust.Window is { } window
            ? $"With the clusters of the version before, on {Figures.Of(window.Common, entity)} in both: adjusted Rand index {window.AdjustedRand:0.00}, adjusted mutual information {window.AdjustedInformation:0.00}."
            : "There is no version before to agree with.")}</p>");
    }

    private static void WriteGate(HtmlWriter html, ClusterQuality trust)
    {
        if (trust.Setting == StabilityGate.Off)
        {
            return;
        }

        if (trust.Gate.Count == 0)
        {
            html.Line($"<p><span class=\"chip ok\">gate passed</span></p>");
            return;
        }

        html.Line($"<p><span class=\"chip warn\">gate</span> {string.Join(" ", trust.Gate)}</p>");
    }
}
