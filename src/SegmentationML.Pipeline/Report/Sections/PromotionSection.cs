using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>State of the version, evidence of its gates, decision and what was done with it.</summary>
internal static class PromotionSection
{
    public static void Write(HtmlWriter html, RunReportData data)
    {
        if (data.Promotion is not { } record)
        {
            html.Absent("No version was published, so there is nothing to promote.");
            return;
        }

        var promotion = record.Promotion;
        var model = record.ModelVersion is { } number ? $"{record.Model}:{number}" : record.Model;
        html.Line($"<p>Version {promotion.Version} {State(promotion)}. It was made with model <b>{model}</b>{(promotion.Base is { } live ? $" and judged against version {live}" : "")}.</p>");
        html.Line($"<p>Who decides: {promotion.Required}.{(promotion.Required.Why.Count == 0 ? "" : " " + string.Join(" ", promotion.Required.Why))}</p>");
        html.Table("Gates", ["Gate", "Outcome", "Finding"], promotion.Evidence.Select(Cells));
        html.Line($"<details><summary>What was done</summary>");
        html.Table("Entries of the promotion", ["When (UTC)", "What", "State", "By", "Reason"], promotion.Entries.Select(e => (IReadOnlyList<Markup>)
        [
            Markup.Of($"{e.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss")}"), Markup.Of($"{e.Action}"), Markup.Of($"{Word(e.State)}"), Markup.Of($"{e.Actor}"), Markup.Of($"{e.Reason}"),
        ]));
        html.Line($"</details>");
    }

    private static Markup State(VersionPromotion promotion) => promotion.State switch
    {
        PromotionState.Live => Markup.Of($"is <span class=\"chip ok\">live</span>"),
        PromotionState.Retired => Markup.Of($"is <span class=\"chip\">retired</span>"),
        var state => Markup.Of($"is <span class=\"chip warn\">{Word(state)}</span> and waits for a decision"),
    };

    private static IReadOnlyList<Markup> Cells(GateEvidence evidence) =>
    [
        Markup.Of($"{Gate(evidence.Gate)}"),
        evidence.Outcome switch
        {
            GateOutcome.Passed => Markup.Of($"<span class=\"chip ok\">passed</span>"),
            GateOutcome.Failed => Markup.Of($"<span class=\"chip warn\">failed{(evidence.Advisory ? ", advisory" : "")}</span>"),
            _ => Markup.Of($"<span class=\"chip\">not applicable</span>"),
        },
        Markup.Of($"{evidence.Finding}"),
    ];

    private static string Gate(PromotionGate gate) => gate switch
    {
        PromotionGate.Backtest => "Back-test",
        PromotionGate.DecisionTests => "Decision tests",
        _ => gate.ToString(),
    };

    private static string Word(PromotionState state) => state.ToString().ToLowerInvariant();
}
