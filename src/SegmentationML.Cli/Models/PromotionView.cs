using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Cli.Models;

/// <summary>Shows promotions.</summary>
internal static class PromotionView
{
    /// <summary>Where a version stands, in one or two sentences.</summary>
    public static string Sentence(PromotionRecord record)
    {
        var promotion = record.Promotion;
        var name = $"Version {promotion.Version} of {promotion.Pipeline}";
        var option = $"{promotion.Pipeline} --version {promotion.Version}";
        return promotion.State switch
        {
            PromotionState.Live => $"{name} is live.",
            PromotionState.Review => $"{name} waits for review: it takes {promotion.Required}; {promotion.Approvals.Count} of {promotion.Required.Quorum} approved. `segml model approve {option} --by NAME`",
            PromotionState.Retired => $"{name} is retired: {promotion.Entries[^1].Action} by {promotion.Entries[^1].Actor}{(promotion.Entries[^1].Reason.Length == 0 ? "" : $" ({promotion.Entries[^1].Reason})")}.",
            _ when promotion.Evidence.Where(e => e.Refuses).ToArray() is { Length: > 0 } refusing => $"{name} is a candidate that its gates refuse: {string.Join(" ", refusing.Select(e => $"{Word(e.Gate)}: {e.Finding}"))}",
            _ => $"{name} is a candidate: it takes {promotion.Required}. `segml model promote {option} --by NAME`",
        };
    }

    /// <summary>A state, gate or outcome as decision rights spell it: <c>decision-tests</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Evidence and entries of a version.</summary>
    public static void Show(SegmlConsole console, PromotionRecord record)
    {
        var promotion = record.Promotion;
        console.Out.WriteLine(Sentence(record));
        console.Out.WriteLine($"Model {record.Model}{(record.ModelVersion is { } model ? $":{model}" : "")}, judged against {(promotion.Base is { } live ? $"version {live}" : "nothing: it is the first")}. Who decides: {promotion.Required}. {string.Join(" ", promotion.Required.Why)}".TrimEnd());
        console.Table(["gate", "outcome", "finding"], promotion.Evidence.Select(e => (IReadOnlyList<string>)[Word(e.Gate), e.Outcome == GateOutcome.NotApplicable ? "n/a" : $"{Word(e.Outcome)}{(e.Advisory ? " (advisory)" : "")}", e.Finding]));
        console.Table(["when (UTC)", "what", "state", "by", "reason"], promotion.Entries.Select(e => (IReadOnlyList<string>)[$"{e.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}", e.Action, Word(e.State), e.Actor, e.Reason]));
    }
}
