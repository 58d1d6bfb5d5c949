using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report.Sections;

/// <summary>The terms of the page.</summary>
internal static class GlossarySection
{
    /// <summary>All terms, in alphabetical order.</summary>
    public static IReadOnlyList<GlossaryTerm> Terms { get; } =
    [
        new("ABC", "Classes by cumulative share of value: the few that make most are A. The entity that crosses a cut stays in the upper class."),
        new("ADI", "Average demand interval: buckets from the first demand to the cut-off, divided by buckets with demand. 1 means demand in every bucket."),
        new("As of", "The cut-off: only what was booked before that day counts."),
        new("Bias", "Forecast minus demand, relative to mean demand. Positive: too much was forecast."),
        new("Churn", "Share of the entities in both versions that changed their segment."),
        new("Cover", "How long the safety stock would serve mean demand."),
        new("CV", "Coefficient of variation: standard deviation divided by mean."),
        new("CV²", "Squared coefficient of variation of demand sizes, buckets without demand left out."),
        new("Demand class", "Smooth, erratic, intermittent or lumpy, by ADI (cut at 1.32) and CV² (cut at 0.49); Syntetos, Boylan and Croston, 2005."),
        new("Margin", "How far an entity is from the nearest boundary: small means that little must change for it to move."),
        new("Naive forecast", "The last value, repeated."),
        new("Pinball loss", "The error of a quantile forecast: too low and too high are weighed by the quantile."),
        new("PSI", "Population stability index: how far a distribution has moved between two versions, 0 for not at all."),
        new("Quarantine", "Rows that break a contract are kept apart with the reason, never thrown away."),
        new("Reorder point", "The stock position at which to order."),
        new("RMSSE", "Root mean squared scaled error: 1 is as good as forecasting the last value one step ahead in the past. Errors far out weigh more."),
        new("Safety stock", "Stock held against what cannot be predicted over the lead time."),
        new("Service level", "Share of order cycles without a stock-out that the policy aims at."),
        new("Version", "An immutable result: assignments, forecasts and policies that were published together."),
        new("XYZ", "Classes by variability: X hardly varies, Z varies a lot."),
        new("Zero forecast", "Forecasting nothing. Hard to beat on absolute errors where demand is rare, useless for stock: hence always shown."),
    ];

    public static void Write(HtmlWriter html, RunReportData data)
        => html.Line($"<dl class=\"glossary\">{Markup.Join(Terms.Select(term => Markup.Of($"<div><dt>{term.Term}</dt><dd>{term.Meaning}</dd></div>")))}</dl>");
}
