using SegmentationML.Core.Governance.Impact;
using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>Who moves where, what that does to value, stock and service, who loses most, and which parameters change.</summary>
internal static class ImpactSection
{
    private const int FlowsShown = 20;

    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Promotion is not { Impact: { } impact, Promotion.Base: { } live })
        {
            html.Absent(data.Promotion is null ? "No version was published." : "There was no version in use before: everything is new.");
            return;
        }

        var currency = data.Header.Currency is { } code ? $" {code}" : "";
        var size = impact.Size;
        html.Line($"<p>Against version {live}: {Figures.Count(size.Moved)} of {Figures.Of(impact.Common, data.Header.Entity)} move ({Figures.Share(size.MovedShare)}), with {Figures.Share(size.ValueMovedShare)} of the value; {Figures.Count(impact.Entered)} enter, {Figures.Count(impact.Left)} leave.{Extremes(impact)}</p>");
        Stock(html, impact, currency);
        Flows(html, impact, currency);
        Losers(html, impact, data.Header.Entity, currency);
        html.Line($"<h3>What planning systems take over</h3>");
        html.Table("Parameters that change", ["Parameter", "#Entities", "#Raised", "#Lowered"], impact.Parameters.Select(p => (IReadOnlyList<Markup>)
        [
            Markup.Of($"{p.Parameter.Replace('_', ' ')}"), Markup.Of($"{Figures.Count(p.Changed)}"), Count(p, p.Raised), Count(p, p.Lowered),
        ]));
    }

    private static string Extremes(ImpactAssessment impact)
        => (impact.Size.TiersCrossed > 0 ? $" One crosses {impact.Size.TiersCrossed} {(impact.Size.TiersCrossed == 1 ? "tier" : "tiers")}." : "")
            + (impact.KeyAccountsMoved.Count > 0 ? $" Key accounts that move: {string.Join(", ", impact.KeyAccountsMoved.Take(10))}." : "");

    private static void Stock(HtmlWriter html, ImpactAssessment impact, string currency)
    {
        var total = impact.Total;
        html.Table("Stock and service over all entities", ["", "#Before", "#After", "#Change"],
        [
            [Markup.Of($"Safety stock, units"), Amount(total.SafetyStockBefore), Amount(total.SafetyStockAfter), Change(total.SafetyStockBefore, total.SafetyStockAfter)],
            [Markup.Of($"Safety stock at unit cost{(currency.Length == 0 ? "" : ",")}{currency}"), Amount(total.StockValueBefore), Amount(total.StockValueAfter), Change(total.StockValueBefore, total.StockValueAfter)],
            [Markup.Of($"Service level, weighted by value"), Markup.Of($"{Figures.Share(total.ServiceBefore)}"), Markup.Of($"{Figures.Share(total.ServiceAfter)}"), Markup.Of($"{Figures.SignedShare(total.ServiceAfter - total.ServiceBefore)}")],
        ]);
        if (impact.WithoutCost > 0)
        {
            html.Line($"<p class=\"quiet\">{Figures.Count(impact.WithoutCost)} stocked entities have no unit cost and count in units only.</p>");
        }
    }

    private static void Flows(HtmlWriter html, ImpactAssessment impact, string currency)
    {
        var moved = impact.Flows.Where(f => f.From != f.To).OrderByDescending(f => f.Value).ThenByDescending(f => f.Entities).ThenBy(f => f.From, StringComparer.Ordinal).ThenBy(f => f.To, StringComparer.Ordinal).ToArray();
        if (moved.Length == 0)
        {
            html.Line($"<p class=\"good\">Nobody moves, enters or leaves.</p>");
            return;
        }

        html.Line($"<h3>Who moves where</h3>");
        html.Table("Moves by value", ["From", "To", "#Entities", $"#Value{currency}", "#Stock value", "#Service before", "#Service after"], moved.Take(FlowsShown).Select(f => (IReadOnlyList<Markup>)
        [
            Markup.Of($"{f.From ?? "new"}"), Markup.Of($"{f.To ?? "gone"}"), Markup.Of($"{Figures.Count(f.Entities)}"), Amount(f.Value), Change(f.Stock.StockValueBefore, f.Stock.StockValueAfter), Markup.Of($"{Figures.Share(f.Stock.ServiceBefore)}"), Markup.Of($"{Figures.Share(f.Stock.ServiceAfter)}"),
        ]));
        Cut.Note(html, moved.Length, "move", FlowsShown);
    }

    private static void Losers(HtmlWriter html, ImpactAssessment impact, string entity, string currency)
    {
        html.Line($"<h3>Who loses most</h3>");
        if (impact.WorstLosers.Count == 0)
        {
            html.Line($"<p class=\"good\">Nobody's service level or tier falls.</p>");
            return;
        }

        html.Line($"<p>{Figures.Of(impact.Losers, entity)} with a lower service level or in a lower tier. The worst, by value times the fall of the service level:</p>");
        html.Table("Worst losers", [Figures.Capital(entity), "From", "To", $"#Value{currency}", "#Service before", "#Service after", "#Safety stock before", "#Safety stock after"], impact.WorstLosers.Select(l => (IReadOnlyList<Markup>)
        [
            Markup.Of($"{l.Key}"), Markup.Of($"{l.From}"), Markup.Of($"{l.To}"), Amount(l.Value), Service(l.ServiceBefore), Service(l.ServiceAfter), Amount(l.SafetyStockBefore), Amount(l.SafetyStockAfter),
        ]));
    }

    private static Markup Count(ParameterChange parameter, long count) => parameter.Parameter is "segment" or "method" ? Markup.Of($"–") : Markup.Of($"{Figures.Count(count)}");

    private static Markup Service(double level) => double.IsNaN(level) ? Markup.Of($"not stocked") : Markup.Of($"{Figures.Share(level)}");

    private static Markup Amount(double value) => Markup.Of($"{Figures.Amount(value)}");

    private static Markup Change(double before, double after) => Markup.Of($"{(after > before ? "+" : "")}{Figures.Amount(after - before)}");
}
