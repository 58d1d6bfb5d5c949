using System.CommandLine;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Notebooks.Client;
using SegmentationML.Pipeline;

namespace SegmentationML.Cli.Server;

/// <summary><c>segml model list|promotions|promote|approve|reject</c> through a service. Who acts is the holder of the key.</summary>
internal static class ServerModels
{
    public static async Task<int> ListAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var names = parsed.GetValue<string?>("model") is { } one ? [one] : (await client.ModelsAsync(cancellation)).Select(m => m.Name).ToArray();
        var versions = new List<ServiceModelVersion>();
        foreach (var name in names)
        {
            versions.AddRange(await client.ModelVersionsAsync(name, cancellation));
        }

        if (parsed.GetValue<bool>("--json"))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(versions, StepKey.Json));
            return ExitCode.Done;
        }

        context.Console.Table(
            ["version", "aliases", "as of", "registered (UTC)", "published as", "identity", "files"],
            versions.Select(v => (IReadOnlyList<string>)[$"{v.Model}:{v.Version}", string.Join(", ", v.Aliases), $"{v.AsOf:yyyy-MM-dd}", $"{v.Registered.UtcDateTime:yyyy-MM-dd HH:mm:ss}", string.Join(", ", v.Published.TakeLast(3)), v.Identity[..12], v.Removed is null ? "yes" : "removed"]));
        return ExitCode.Done;
    }

    public static async Task<int> PromotionsAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var pipeline = parsed.GetRequiredValue<string>("pipeline");
        if (parsed.GetValue<long?>("--version") is { } one)
        {
            return Show(context, await client.PromotionAsync(pipeline, one, cancellation), parsed.GetValue<bool>("--json"));
        }

        var all = await client.PromotionsAsync(pipeline, cancellation);
        if (parsed.GetValue<bool>("--json"))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(all, StepKey.Json));
            return ExitCode.Done;
        }

        context.Console.Table(
            [">version", "state", "model", "since (UTC)", "last act", "by", "gates failed"],
            all.Select(p => (IReadOnlyList<string>)[$"{p.Version}", $"{p.State}", p.ModelVersion is { } model ? $"{p.Model}:{model}" : p.Model, $"{p.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}", p.LastAction, p.By, string.Join(", ", p.GatesFailed)]));
        return ExitCode.Done;
    }

    public static async Task<int> PromoteAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Show(context, await client.ProposeAsync(Pipeline(parsed), await VersionAsync(client, parsed, cancellation, PromotionState.Candidate, PromotionState.Review), parsed.GetRequiredValue<string>("--reason"), cancellation), json: false);

    public static async Task<int> ApproveAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Show(context, await client.ApproveAsync(Pipeline(parsed), await VersionAsync(client, parsed, cancellation, PromotionState.Review), parsed.GetRequiredValue<string>("--reason"), cancellation), json: false);

    public static async Task<int> RejectAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Show(context, await client.RejectAsync(Pipeline(parsed), await VersionAsync(client, parsed, cancellation, PromotionState.Review, PromotionState.Candidate), parsed.GetRequiredValue<string>("--reason"), cancellation), json: false);

    private static string Pipeline(ParseResult parsed) => parsed.GetRequiredValue<string>("pipeline");

    /// <summary>The version that the call names, else the newest that waits.</summary>
    private static async Task<long> VersionAsync(SegmlClient client, ParseResult parsed, CancellationToken cancellation, params PromotionState[] states)
        => parsed.GetValue<long?>("--version") ?? (await client.PromotionsAsync(Pipeline(parsed), cancellation)).LastOrDefault(p => states.Contains(p.State))?.Version ?? throw new ProblemException(new Problem(
            "SEG-CLI-043", $"No version of '{Pipeline(parsed)}' is {string.Join(" or ", states.Select(s => s.ToString().ToLowerInvariant()))}.", $"Name one with --version; `segml model promotions {Pipeline(parsed)}` shows how they stand."));

    private static int Show(CommandContext context, ServicePromotionDetail promotion, bool json)
    {
        if (json)
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(promotion, StepKey.Json));
            return ExitCode.Done;
        }

        context.Console.Out.WriteLine($"Version {promotion.Version} of {promotion.Pipeline} is {promotion.State.ToString().ToLowerInvariant()}. Who decides: {promotion.Required}; {promotion.Approvals.Count} approved.");
        context.Console.Table(["gate", "outcome", "finding"], promotion.Evidence.Select(e => (IReadOnlyList<string>)[$"{e.Gate}", $"{e.Outcome}{(e.Advisory ? " (advisory)" : "")}", e.Finding]));
        context.Console.Table(["when (UTC)", "what", "state", "by", "reason"], promotion.Entries.Select(e => (IReadOnlyList<string>)[$"{e.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}", e.Action, $"{e.State}", e.Actor, e.Reason]));
        return ExitCode.Done;
    }
}
