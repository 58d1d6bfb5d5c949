using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>Churn, migrations and drift against the parent version.</summary>
internal static class ChangesSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Changes is not { } changes)
        {
            html.Absent("Nothing to compare with: there is no earlier version.");
            return;
        }

        html.Line($"<p>Against version {changes.Parent} (data before {Figures.Date(changes.ParentAsOf)}): {Figures.Share(changes.Churn)} of {Figures.Of(changes.Common, data.Header.Entity)} changed segment{(double.IsNaN(changes.ValueChurn) ? "" : $" ({Figures.Share(changes.ValueChurn)} of the value)")}, {Figures.Count(changes.Entered)} came in, {Figures.Count(changes.Left)} went out.</p>");
        WriteMoves(html, changes, Figures.Plural(data.Header.Entity));
        WriteDrift(html, changes.Drift);
    }

    private static void WriteMoves(HtmlWriter html, VersionChanges changes, string entities)
    {
        var moved = changes.Migrations.Where(row => row.From != row.To && row.Entities > 0).OrderByDescending(row => row.Entities).ThenBy(row => row.From, StringComparer.Ordinal).ThenBy(row => row.To, StringComparer.Ordinal).ToArray();
        if (moved.Length == 0)
        {
            html.Line($"<p class=\"good\">Nobody moved.</p>");
            return;
        }

        html.Line($"<h3>Who moved</h3>");
        html.Chart("migrations", $"Flows between segments, {entities} that stayed left out. The greatest: {string.Join(", ", moved.Take(3).Select(row => $"{row.From} to {row.To} {Figures.Count(row.Entities)}"))}.");
        WriteMoved(html, changes.Moved, entities);
        html.Line($"<details><summary>Migration matrix</summary>");
        WriteMatrix(html, changes);
        html.Line($"</details>");
    }

    private static void WriteMoved(HtmlWriter html, IReadOnlyList<MovedEntity> moved, string entities)
    {
        if (moved.Count == 0)
        {
            return;
        }

        html.Line($"<h3>Why they moved: the {moved.Count} most valuable</h3>");
        html.Table($"The most valuable {entities} that moved", ["Key", "From", "To", "Because"], moved.Select(m => (IReadOnlyList<Markup>)
        [
            Markup.Of($"{m.Key}{(m.Name is null ? Markup.None : Markup.Of($"<br><span class=\"quiet\">{m.Name}</span>"))}"),
            Markup.Of($"<span class=\"code\">{m.From}</span>"), Markup.Of($"<span class=\"code\">{m.To}</span>"), Markup.Of($"{m.Because}"),
        ]));
    }

    private static void WriteMatrix(HtmlWriter html, VersionChanges changes)
    {
        var segments = changes.Migrations.SelectMany(row => new[] { (Segment: row.From, row.Entities), (Segment: row.To, row.Entities) }).GroupBy(row => row.Segment)
            .OrderByDescending(group => group.Sum(row => row.Entities)).ThenBy(group => group.Key, StringComparer.Ordinal).Take(ReportLimits.MigrationSegments).Select(group => group.Key).Order(StringComparer.Ordinal).ToArray();
        var greatest = changes.Migrations.Where(row => row.From != row.To).Select(row => (double)row.Entities).DefaultIfEmpty(0).Max();
        html.Line($"<div class=\"scroll\"><table class=\"matrix small\"><caption>Entities by old segment (rows) and new segment (columns)</caption><thead><tr><td></td>{Markup.Join(segments.Select(to => Markup.Of($"<th scope=\"col\">{to}</th>")))}</tr></thead><tbody>");
        foreach (var from in segments)
        {
            html.Line($"<tr><th scope=\"row\">{from}</th>{Markup.Join(segments.Select(to => Cell(changes.Migrations.Where(row => row.From == from && row.To == to).Sum(row => row.Entities), from == to, greatest)))}</tr>");
        }

        html.Line($"</tbody></table></div>");
    }

    private static Markup Cell(long entities, bool stayed, double greatest)
        => entities == 0 ? Markup.Of($"<td class=\"h0\"></td>") : Markup.Of($"<td class=\"{(stayed ? "stay" : $"h{Bars.Shade(entities, greatest)}")}\">{Figures.Count(entities)}</td>");

    private static void WriteDrift(HtmlWriter html, IReadOnlyList<DriftRow> drift)
    {
        html.Line($"<h3>Whether the data moved</h3>");
        if (drift.Count == 0)
        {
            html.Absent("No drift was measured: the versions share no driver.");
            return;
        }

        html.Table("Drift of the drivers", ["Driver", "#PSI", "#By chance up to", "Verdict"], drift.Take(ReportLimits.TableRows).Select(Cells));
        Cut.Note(html, drift.Count, "driver");
    }

    private static IReadOnlyList<Markup> Cells(DriftRow row) =>
    [
        Markup.Of($"{row.Driver}"),
        Markup.Of($"{Figures.Error(row.Psi)}"),
        Markup.Of($"{Figures.Error(row.Threshold)}"),
        row.Drifted ? Markup.Of($"<span class=\"chip warn\">drifted</span>") : Markup.Of($"<span class=\"chip ok\">steady</span>"),
    ];
}
