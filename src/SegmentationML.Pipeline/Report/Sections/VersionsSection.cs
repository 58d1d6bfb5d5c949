using SegmentationML.Core.Governance.Impact;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish.Diff;
using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>The last versions, and what differs between the run's version and the one before.</summary>
internal static class VersionsSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Versions.Count == 0)
        {
            html.Absent("No version was published yet.");
            return;
        }

        html.Table("The last versions", ["Version", "State", "Data before", "Published (UTC)", "In use (UTC)", $"#{Figures.Capital(Figures.Plural(data.Header.Entity))}", "Names", "Run"], data.Versions.Take(ReportLimits.Versions).Select(v => Cells(v, data.Header.Version)));
        Cut.Note(html, data.Versions.Count, "version", ReportLimits.Versions);
        if (data.Difference is { } difference)
        {
            WriteDifference(html, difference, data);
        }
        else
        {
            html.Line($"<p class=\"quiet\">{(data.Header.Version is { } same && !data.Header.IsNewVersion ? $"Nothing had changed: version {same} holds this result already, and no version was added." : data.Header.Version is null ? "The run published no version." : "This is the first version: there is none to compare it with.")}</p>");
        }
    }

    /// <summary>A state as a chip.</summary>
    public static Markup Chip(VersionState state) => state switch
    {
        VersionState.Live => Markup.Of($"<span class=\"chip ok\">in use</span>"),
        VersionState.Candidate => Markup.Of($"<span class=\"chip warn\">candidate</span>"),
        _ => Markup.Of($"<span class=\"chip\">{state.ToString().ToLowerInvariant()}</span>"),
    };

    private static IReadOnlyList<Markup> Cells(VersionLine version, long? ofThisRun) =>
    [
        Markup.Of($"{version.Version}{(version.Version == ofThisRun ? Markup.Of($" <span class=\"quiet\">this run</span>") : Markup.None)}"),
        Markup.Of($"{Chip(version.State)}{(version.Restores is { } former ? Markup.Of($" <span class=\"quiet\">brings back {former}</span>") : Markup.None)}"),
        Markup.Of($"{Figures.Date(version.AsOf)}"),
        Markup.Of($"{Moment(version.Published)}"),
        Markup.Of($"{InUse(version)}"),
        Markup.Of($"{Figures.Count(version.Entities)}"),
        Markup.Join(version.Names.Select(name => Markup.Of($"<span class=\"chip\">{name}</span> "))),
        Markup.Of($"<code>{version.Run}</code>"),
    ];

    private static string InUse(VersionLine version) => version switch
    {
        { LiveFrom: null } => "–",
        { LiveTo: null } => $"since {Moment(version.LiveFrom.Value)}",
        _ => $"{Moment(version.LiveFrom.Value)} to {Moment(version.LiveTo.Value)}",
    };

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm");

    private static void WriteDifference(HtmlWriter html, VersionDiff diff, RunReportData data)
    {
        html.Line($"<h3>Version {diff.After.Version} against version {diff.Before.Version}</h3>");
        if (diff.Before.ContentDigest == diff.After.ContentDigest)
        {
            html.Line($"<p class=\"good\">Both hold the same content, byte by byte.</p>");
            return;
        }

        var share = diff.Common == 0 ? double.NaN : (double)diff.Moved / diff.Common;
        html.Line($"<p><b>{Figures.Count(diff.Added)}</b> came, <b>{Figures.Count(diff.Gone)}</b> went; of {Figures.Of(diff.Common, data.Header.Entity)} in both, <b>{Figures.Count(diff.Moved)}</b> ({Figures.Share(share)}) {(diff.Moved == 1 ? "is" : "are")} in another segment{Value(data)}. Counted from the published files of both versions.</p>");
        WriteBalance(html, diff, Flows(diff, data), data.Header.Entity, data.Header.Currency is { } code ? $", {code}" : "");
        WriteTables(html, diff);
    }

    /// <summary>The value of those who move, where the impact was assessed against the same version.</summary>
    private static IReadOnlyList<ImpactFlow> Flows(VersionDiff diff, RunReportData data)
        => data.Promotion is { Impact: { } impact } record && record.Promotion.Base == diff.Before.Version && record.Promotion.Version == diff.After.Version ? impact.Flows : [];

    private static string Value(RunReportData data)
        => data.Difference is { } diff && Flows(diff, data).Count > 0 && data.Promotion!.Impact!.Size is { } size && !double.IsNaN(size.ValueMovedShare)
            ? $", with {Figures.Share(size.ValueMovedShare)} of the value{(double.IsNaN(size.ValueMoved) ? "" : $" ({Figures.Amount(size.ValueMoved)}{(data.Header.Currency is { } code ? $" {code}" : "")})")}" : "";

    private static void WriteBalance(HtmlWriter html, VersionDiff diff, IReadOnlyList<ImpactFlow> flows, string entity, string currency)
    {
        var all = SegmentBalance.Of(diff, flows).ToArray();
        var balances = all.Where(b => b.Turnover > 0).OrderByDescending(b => b.Turnover).ThenBy(b => b.Segment, StringComparer.Ordinal).ToArray();
        if (balances.Length == 0)
        {
            html.Line($"<p class=\"good\">Every segment holds the same {Figures.Plural(entity)} as before.</p>");
            return;
        }

        string[] columns = ["Segment", "#Before", "#Went", "#Moved out", "#Moved in", "#Came", "#After", "#Net"];
        if (flows.Count > 0)
        {
            columns = [.. columns, $"#Value moved out{currency}", $"#Value moved in{currency}"];
        }

        html.Table("What became of each segment", columns, balances.Take(ReportLimits.MigrationSegments).Select(b => Cells(b, flows.Count > 0)));
        Cut.Note(html, balances.Length, "segment", ReportLimits.MigrationSegments);
        if (all.Length > balances.Length)
        {
            html.Line($"<p class=\"quiet\">Nobody entered or left the other {Figures.Of(all.Length - balances.Length, "segment")}.</p>");
        }
    }

    private static Markup[] Cells(SegmentBalance b, bool withValue)
    {
        Markup[] cells = [Markup.Of($"<span class=\"code\">{b.Segment}</span>"), Count(b.Before), Count(b.Went), Count(b.MovedOut), Count(b.MovedIn), Count(b.Came), Count(b.After), Net(b.After - b.Before)];
        return withValue ? [.. cells, Amount(b.ValueOut), Amount(b.ValueIn)] : cells;
    }

    private static Markup Count(long count) => count == 0 ? Markup.Of($"<span class=\"quiet\">–</span>") : Markup.Of($"{Figures.Count(count)}");

    private static Markup Net(long net) => net == 0 ? Markup.Of($"<span class=\"quiet\">±0</span>") : Markup.Of($"{(net > 0 ? "+" : "−")}{Figures.Count(Math.Abs(net))}");

    private static Markup Amount(double value) => value == 0 ? Markup.Of($"<span class=\"quiet\">–</span>") : Markup.Of($"{Figures.Amount(value)}");

    private static void WriteTables(HtmlWriter html, VersionDiff diff)
    {
        html.Line($"<details><summary>Tables and columns that changed</summary>");
        html.Table("Rows of each table", ["Table", "#Rows before", "#Gone", "#Added", "#Rows after", "#Changed"], diff.Tables.Select(t => (IReadOnlyList<Markup>)
        [
            Markup.Of($"{t.Name}"), Count(t.RowsBefore), Count(t.Gone), Count(t.Added), Count(t.RowsAfter), Count(t.Changed),
        ]));
        var columns = diff.Tables.SelectMany(t => t.Columns.Select(c => (Table: t, Column: c))).ToArray();
        if (columns.Length > 0)
        {
            html.Table("Columns that changed", ["Column", "Table", "#Changed rows", "#Share", "#Mean before", "#Mean after"], columns.Take(ReportLimits.TableRows).Select(c => Cells(c.Table, c.Column)));
            Cut.Note(html, columns.Length, "column");
        }

        html.Line($"</details>");
    }

    private static IReadOnlyList<Markup> Cells(TableDiff table, ColumnDiff column) =>
    [
        Markup.Of($"<code>{column.Name}</code>{(column.TypeBefore == column.TypeAfter ? "" : column.TypeBefore is null ? " new" : column.TypeAfter is null ? " gone" : $" {column.TypeBefore} → {column.TypeAfter}")}"),
        Markup.Of($"{table.Name}"), Count(column.Changed), Markup.Of($"{Figures.Share(table.RowsAfter == table.Added ? double.NaN : (double)column.Changed / (table.RowsAfter - table.Added))}"),
        Markup.Of($"{Mean(column.Before)}"), Markup.Of($"{Mean(column.After)}"),
    ];

    private static string Mean(ColumnSummary? summary) => summary?.Mean is { } mean ? Figures.Number(mean) : "–";
}
