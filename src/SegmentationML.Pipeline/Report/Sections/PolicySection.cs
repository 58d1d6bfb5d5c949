using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>The policy table.</summary>
internal static class PolicySection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Policies.Count == 0)
        {
            html.Absent("No policies: the run did not reach this step.");
            return;
        }

        var bucket = Figures.Plural(data.Header.Bucket);
        var (units, values) = (ColumnScale.Of(data.Policies.Select(row => row.SafetyStock)), ColumnScale.Of(data.Policies.Select(row => row.SafetyStockValue)));
        html.Table(
            "Stock policy by segment",
            ["Segment", "Name", $"#{Figures.Capital(Figures.Plural(data.Header.Entity))}", "#Service level", $"#Review, {bucket}", $"#Lead time, {bucket}", "Lead-time demand", $"#Safety stock, {units.Prefix}units", $"#Its value{($"{values.Prefix}{data.Header.Currency}".Trim() is { Length: > 0 } unit ? $", {unit}" : "")}", $"#Cover, {bucket}"],
            data.Policies.Select(row => Cells(row, units, values)).Concat(Total(data.Policies, units, values)));
        if (data.Policies.All(row => double.IsNaN(row.SafetyStockValue)))
        {
            html.Absent("No value of safety stock: there are no unit costs.");
        }
    }

    private static IEnumerable<IReadOnlyList<Markup>> Total(IReadOnlyList<PolicyRow> rows, ColumnScale units, ColumnScale values)
    {
        if (rows.Count < 2)
        {
            yield break;
        }

        var known = rows.Select(row => row.SafetyStockValue).Where(value => !double.IsNaN(value)).ToArray();
        var none = Markup.None;
        yield return
        [
            Markup.Of($"all"), none, Markup.Of($"<b>{Figures.Count(rows.Sum(row => row.Entities))}</b>"), none, none, none, none,
            Markup.Of($"<b>{units.Show(rows.Sum(row => row.SafetyStock))}</b>"), Markup.Of($"<b>{values.Show(known.Length > 0 ? known.Sum() : double.NaN)}</b>"), none,
        ];
    }

    private static IReadOnlyList<Markup> Cells(PolicyRow row, ColumnScale units, ColumnScale values) =>
    [
        Markup.Of($"<span class=\"code\">{row.Segment}</span>"),
        Markup.Of($"{row.Name}"),
        Markup.Of($"{Figures.Count(row.Entities)}"),
        row.ServiceLevel is { } level ? Markup.Of($"<b>{Figures.Share(level)}</b>") : Markup.Of($"<span class=\"quiet\">not stocked</span>"),
        Markup.Of($"{(row.ReviewPeriod == 0 ? "continuous" : Figures.Number(row.ReviewPeriod))}"),
        Markup.Of($"{Figures.Number(row.LeadTime)}"),
        Markup.Of($"{row.Basis}"),
        Markup.Of($"{units.Show(row.SafetyStock)}"),
        Markup.Of($"{values.Show(row.SafetyStockValue)}"),
        Markup.Of($"{Figures.Number(row.CoverBuckets)}"),
    ];
}
