using System.Globalization;
using System.Text;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Stability;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>Tells what a clustering of a file found, as Markdown; the same result gives the same bytes.</summary>
public static class ClusterFileReport
{
    /// <summary>Renders the report.</summary>
    public static string Markdown(ClusterFileResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder();
        var features = result.Rules.Features;
        Line(text, $"# Clusters: {result.Method}, {result.Clusters.Count}");
        Line(text, $"{result.Reason}");
        Line(text, $"");
        Table(text, ["cluster", "rows", .. features], result.Clusters.Select(cluster => (string[])[cluster.Name, $"{cluster.Rows}", .. cluster.Typical]));
        Line(text, $"Typical values are medians, of names the most frequent. Noise: {result.Noise} rows; inactive: {result.Inactive} rows.");
        Line(text, $"");
        Line(text, $"## How good");
        Table(text, ["score", "value"], [
            [$"silhouette ({result.Scores.SilhouetteKind})", Number(result.Scores.Silhouette)],
            ["Davies-Bouldin", Number(result.Scores.DaviesBouldin)],
            ["Calinski-Harabasz", Number(result.Scores.CalinskiHarabasz)],
            ["DBCV", Number(result.Scores.Dbcv)],
            ["Hopkins", Number(result.Scores.Hopkins)],
            [$"rules of {result.Rules.Nodes.Count(node => node.Feature < 0)} leaves give the same cluster", result.Rules.Fidelity.ToString("P1", CultureInfo.InvariantCulture)]]);
        Stability(text, result.Stability);
        Agreements(text, result.Agreements);
        Counts(text, result.Counts);
        Line(text, $"## As rules");
        foreach (var rule in result.Rules.Lines(label => result.Model.Name(label)))
        {
            Line(text, $"- {rule}");
        }

        Line(text, $"");
        Line(text, $"```sql");
        Line(text, $"{result.Rules.Sql(label => result.Model.Name(label))}");
        Line(text, $"```");
        Line(text, $"");
        Preparation(text, result.Model.Model.Preparation);
        Tried(text, result);
        return text.ToString();
    }

    private static void Stability(StringBuilder text, StabilityReport? stability)
    {
        if (stability is null)
        {
            return;
        }

        Line(text, $"## How stable");
        Table(text, ["cluster", "mean Jaccard", "verdict", "dissolved"], stability.Jaccard.Select((jaccard, cluster) =>
            (string[])[$"K{cluster + 1}", Number(jaccard), StabilityReport.Word(jaccard), stability.Dissolved[cluster].ToString("P0", CultureInfo.InvariantCulture)]));
        Line(text, $"Over {stability.Resamples} resamples; other seeds agree by an adjusted Rand index of {Number(stability.SeedAgreement)}.");
        Line(text, $"");
    }

    private static void Agreements(StringBuilder text, IReadOnlyList<ClusterFileAgreement> agreements)
    {
        if (agreements.Count > 0)
        {
            Line(text, $"## From window to window");
            Table(text, ["earlier", "later", "adjusted Rand", "adjusted mutual information", "common", "coverage"], agreements.Select(pair => (string[])[
                pair.Earlier, pair.Later, Number(pair.Agreement.AdjustedRand), Number(pair.Agreement.AdjustedInformation), $"{pair.Agreement.Common}", pair.Agreement.Coverage.ToString("P1", CultureInfo.InvariantCulture)]));
        }
    }

    private static void Counts(StringBuilder text, IReadOnlyList<ClusterFileCount> counts)
    {
        if (counts.Count > 0)
        {
            Line(text, $"## How many");
            Table(text, ["clusters", "inertia", "silhouette", "gap", "standard error", "chosen by"], counts.Select(count => (string[])[
                $"{count.Clusters}", Number(count.Inertia), Number(count.Silhouette), Number(count.Gap), Number(count.GapError), count.ChosenBy]));
            Line(text, $"By k-means on at most 1,000 rows, the gap against 20 uniform references.");
            Line(text, $"");
        }
    }

    private static void Preparation(StringBuilder text, FittedPreparation preparation)
    {
        Line(text, $"## Preparation");
        Table(text, ["feature", "transform", "scale", "centre", "divisor", "weight", "clipped", "missing"], preparation.Features.Select(feature => (string[])[
            feature.Name,
            feature.Hurdle is null ? feature.Transform.ToString().ToLowerInvariant() : $"zeros apart ({feature.Hurdle.ZeroShare:P0}), {feature.Transform.ToString().ToLowerInvariant()}",
            feature.ScaleRule,
            Number(feature.Centre),
            Number(feature.Scale),
            Number(feature.Weight),
            $"{feature.Clipped}",
            $"{feature.Missing}"]));
    }

    private static void Tried(StringBuilder text, ClusterFileResult result)
    {
        if (result.Choice is { } choice)
        {
            Line(text, $"## Tried");
            Table(text, ["method", "clusters", "score", "value", "verdict"], choice.Candidates.Select(candidate => (string[])[candidate.Method, $"{candidate.Clusters}", candidate.ScoreName, Number(candidate.Score), candidate.Verdict]));
        }
    }

    private static void Table(StringBuilder text, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line(text, $"| {string.Join(" | ", head.Select(Cell))} |");
        Line(text, $"|{string.Concat(head.Select(_ => "---|"))}");
        foreach (var row in rows)
        {
            Line(text, $"| {string.Join(" | ", row.Select(Cell))} |");
        }

        Line(text, $"");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
}
