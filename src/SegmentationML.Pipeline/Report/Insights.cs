using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Report.Collecting;
using SegmentationML.Pipeline.Report.Html;

namespace SegmentationML.Pipeline.Report;

/// <summary>What the run says, in a few sentences that follow from its numbers.</summary>
internal static class Insights
{
    /// <summary>The sentences, most important first; those whose numbers are missing are left out.</summary>
    public static IEnumerable<Markup> Of(RunReportData data)
        => new[] { Failure(data), Concentration(data), Largest(data), Accuracy(data), Stock(data), Movement(data), Decision(data), Rows(data) }.OfType<Markup>();

    private static Markup? Failure(RunReportData data)
        => data.Flow.FirstOrDefault(row => row.State == StepState.Failed) is { } failed
        ? Markup.Of($"<b>The run stopped at the step {failed.Step.ToString().ToLowerInvariant()}.</b> {failed.Summary} The last published version stays in use.")
        : null;

    private static Markup? Concentration(RunReportData data)
        => data.Pareto is { Cuts: [var first, ..] } pareto
        ? Markup.Of($"<b>{Figures.Share(first.EntityShare)} of the {Figures.Plural(data.Header.Entity)} make {Figures.Share(first.ValueShare)} of {pareto.ValueName}</b> (class {first.Class}).")
        : null;

    private static Markup? Largest(RunReportData data)
    {
        var known = data.Segments.Where(segment => segment.ValueShare > 0).OrderByDescending(segment => segment.ValueShare).ToArray();
        return known is [var first, ..]
            ? Markup.Of($"The segment that matters most is <b>{first.Code} {first.Name}</b>: {Figures.Of(first.Entities, data.Header.Entity)}, {Figures.Share(first.ValueShare)} of the value.")
            : null;
    }

    private static Markup? Accuracy(RunReportData data)
    {
        if (data.Accuracy.FirstOrDefault(row => row.Segment == AccuracyRow.Whole) is not { NaiveRmsse: > 0 } all || double.IsNaN(all.Rmsse))
        {
            return null;
        }

        var gain = 1 - (all.Rmsse / all.NaiveRmsse);
        return Markup.Of($"Forecasts have <b>{Figures.Share(Math.Abs(gain))} {(gain >= 0 ? "less" : "more")} error than the naive forecast</b> (RMSSE {Figures.Error(all.Rmsse)} against {Figures.Error(all.NaiveRmsse)}; forecasting nothing: {Figures.Error(all.ZeroRmsse)}).");
    }

    private static Markup? Stock(RunReportData data)
    {
        var known = data.Policies.Where(row => !double.IsNaN(row.SafetyStockValue)).ToArray();
        return known.Length == 0 ? null : Markup.Of($"The policies call for <b>safety stock worth {ShortForm.Of(known.Sum(row => row.SafetyStockValue))} {data.Header.Currency}</b> at cost.");
    }

    private static Markup? Movement(RunReportData data) => data.Changes switch
    {
        { } changes => Markup.Of($"<b>{Figures.Share(changes.Churn)} of the {Figures.Plural(data.Header.Entity)} changed segment</b> since version {changes.Parent}; {Figures.Count(changes.Entered)} are new, {Figures.Count(changes.Left)} are gone; {Drifted(changes.Drift)}"),
        null when data.Header.Version is not null => Markup.Of($"This is the first version: there is nothing to compare it with."),
        _ => null,
    };

    private static Markup? Decision(RunReportData data) => data.Promotion?.Promotion is { State: PromotionState.Candidate or PromotionState.Review } promotion && promotion.Version == data.Header.Version
        ? Markup.Of($"<b>Version {promotion.Version} is not in use yet.</b> Who decides on it: {promotion.Required}.{(promotion.Evidence.Count(e => e.Refuses) is var refused and > 0 ? $" {Figures.Of(refused, "gate")} {(refused == 1 ? "stands" : "stand")} against it." : "")}")
        : null;

    private static string Drifted(IReadOnlyList<DriftRow> drift)
    {
        var moved = drift.Where(row => row.Drifted).Select(row => row.Driver).ToArray();
        return drift.Count == 0 ? "drift was not measured." : moved.Length == 0 ? "no driver has drifted." : $"drifted: {string.Join(", ", moved)}.";
    }

    private static Markup? Rows(RunReportData data)
    {
        var main = data.Files.Where(file => file.Table is "order_lines" or "demand").ToArray();
        var (read, loaded) = (main.Sum(file => file.RowsRead), main.Sum(file => file.RowsLoaded));
        return read == 0 ? null : Markup.Of($"{Figures.Count(loaded)} of {Figures.Of(read, "row")} of demand were used ({Figures.Share((double)loaded / read)}){(data.QuarantinedRows > 0 ? $", of which {Figures.Count(data.QuarantinedRows)} were then set aside by the contracts" : "")}.");
    }
}
