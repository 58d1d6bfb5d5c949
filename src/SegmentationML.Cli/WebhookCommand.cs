using System.CommandLine;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Service.Webhooks;
using SegmentationML.Storage;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Cli;

/// <summary><c>segml webhook</c>: addresses that are told of events, and what became of each delivery.</summary>
internal static class WebhookCommand
{
    private static readonly Argument<string> Webhook = new("webhook") { Description = "The webhook's name or id" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context) => new("webhook", "Webhooks: add, list, rotate, remove, test, deliveries, replay")
    {
        Add(context), List(context), Rotate(context), Remove(context), Test(context), Deliveries(context), Replay(context),
    };

    /// <summary>Delivers what is due, and says how it went.</summary>
    internal static async Task<int> DeliverAsync(CommandContext context, Workspace workspace, IReadOnlyList<string> roots, CancellationToken cancellation)
    {
        var done = await WaitingDeliveries.DeliverAsync(workspace, roots, new WebhookNetworks(WebhookNetworks.FromEnvironment()), context.Clock, cancellation);
        context.Console.Out.WriteLine(done is { } round
            ? $"Arrived: {round.Arrived}. Not arrived: {round.Failed}{(round.Failed > 0 ? "; they are tried again by the service, or by the next replay" : "")}."
            : "The service is delivering; it takes this along.");
        return done is { Failed: > 0 } ? ExitCode.Failed : ExitCode.Done;
    }

    private static Command Add(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "Its name, for people and for routes of alerts" };
        var url = new Argument<string>("url") { Description = "Where it is: https" };
        var events = new Option<string[]>("--event", "-e") { Description = $"What it is told of: {string.Join(", ", WebhookEvents.Names)}", DefaultValueFactory = _ => ["version"], HelpName = "EVENT" };
        var command = new Command("add", "Add a webhook; its secret is shown once") { name, url, events };
        command.SetAction(parsed =>
        {
            ProblemException.ThrowIfAny(new WebhookNetworks(WebhookNetworks.FromEnvironment()).Check(parsed.GetRequiredValue(url)));
            using var workspace = context.OpenWorkspace(parsed);
            var (webhook, secret) = workspace.Webhooks.Add(parsed.GetRequiredValue(name), parsed.GetRequiredValue(url), parsed.GetRequiredValue(events), context.Actor(parsed));
            context.Console.Error.WriteLine($"Webhook {webhook.Id} ('{webhook.Name}') is told of {string.Join(", ", webhook.Events)}. The secret for its signatures is shown this once:");
            context.Console.Out.WriteLine(secret);
            return ExitCode.Done;
        });
        return command.WithExamples("segml webhook add erp https://erp.example.com/hooks/segments", "segml webhook add chat https://chat.example.com/hook --event alert --event version.published");
    }

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "List webhooks, without their secrets") { Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var webhooks = workspace.Webhooks.List();
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(webhooks.Select(w => new { w.Id, w.Name, w.Url, w.Events, w.Created, w.CreatedBy }), StepKey.Json));
                return ExitCode.Done;
            }

            context.Console.Table(
                ["id", "name", "told of", "address", "made (UTC)", "by", ">waiting", ">dead"],
                webhooks.Select(w => (IReadOnlyList<string>)[w.Id, w.Name, string.Join(", ", w.Events), w.Url, $"{w.Created.UtcDateTime:yyyy-MM-dd HH:mm}", w.CreatedBy, $"{Count(workspace, w, OutboxState.Pending)}", $"{Count(workspace, w, OutboxState.Refused)}"]));
            return ExitCode.Done;
        });
        return command.WithExamples("segml webhook list");
    }

    private static Command Rotate(CommandContext context)
    {
        var command = new Command("rotate", "Replace the secret of a webhook; the new one is shown once, the former one signs beside it for a day") { Webhook };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var (webhook, secret, until) = workspace.Webhooks.Rotate(parsed.GetRequiredValue(Webhook), context.Actor(parsed));
            context.Console.Error.WriteLine($"Deliveries to {webhook.Id} ('{webhook.Name}') bear two signatures until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, of the former secret and of this one, which is shown this once:");
            context.Console.Out.WriteLine(secret);
            return ExitCode.Done;
        });
        return command.WithExamples("segml webhook rotate erp");
    }

    private static Command Remove(CommandContext context)
    {
        var command = new Command("remove", "Remove a webhook and its secret; what waits for it becomes a dead letter") { Webhook };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var webhook = workspace.Webhooks.Remove(parsed.GetRequiredValue(Webhook), context.Actor(parsed));
            context.Console.Out.WriteLine($"Webhook {webhook.Id} ('{webhook.Name}') is removed.");
            return ExitCode.Done;
        });
        return command.WithExamples("segml webhook remove erp");
    }

    private static Command Test(CommandContext context)
    {
        var command = new Command("test", "Send a webhook the event webhook.test") { Webhook };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            workspace.Webhooks.Test(parsed.GetRequiredValue(Webhook));
            var code = await DeliverAsync(context, workspace, CommandContext.DefinitionRoots(), cancellation);
            if (code != ExitCode.Done && workspace.Deliveries.List(DeliveryQueue.WebhookTopic, workspace.Webhooks.Get(parsed.GetRequiredValue(Webhook)).Id, null, 1) is [{ Problem: { } problem }])
            {
                context.Console.Error.WriteLine($"note {problem}");
            }

            return code;
        });
        return command.WithExamples("segml webhook test erp");
    }

    private static Command Deliveries(CommandContext context)
    {
        var state = new Option<OutboxState?>("--state") { Description = "Only those in this state; refused ones are dead letters" };
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many, newest first", DefaultValueFactory = _ => 20, HelpName = "N" };
        var command = new Command("deliveries", "List what was sent to a webhook, and what became of it") { Webhook, state, limit, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var deliveries = workspace.Deliveries.List(DeliveryQueue.WebhookTopic, workspace.Webhooks.Get(parsed.GetRequiredValue(Webhook)).Id, parsed.GetValue(state), Math.Max(1, parsed.GetValue(limit)));
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(deliveries, StepKey.Json));
                return ExitCode.Done;
            }

            context.Console.Table(
                [">delivery", "event", "state", "time (UTC)", ">failed attempts", "next (UTC)", "problem"],
                deliveries.Select(d => (IReadOnlyList<string>)[$"{d.Sequence}", WebhookEvents.TypeOf(d.Payload), d.State.ToString().ToLowerInvariant(), $"{d.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}", $"{d.Attempts}", d.State == OutboxState.Pending ? $"{d.Due?.UtcDateTime:yyyy-MM-dd HH:mm:ss}" : "", d.Problem ?? ""]));
            return ExitCode.Done;
        });
        return command.WithExamples("segml webhook deliveries erp", "segml webhook deliveries erp --state refused");
    }

    private static Command Replay(CommandContext context)
    {
        var delivery = new Option<long?>("--delivery") { Description = "Only this delivery, whatever became of it", HelpName = "NUMBER" };
        var command = new Command("replay", "Send dead letters of a webhook again, and all else that is due; ids stay, by which the receiver knows them") { Webhook, delivery };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var webhook = workspace.Webhooks.Get(parsed.GetRequiredValue(Webhook));
            context.Console.Out.WriteLine($"Waiting again: {workspace.Deliveries.Replay(DeliveryQueue.WebhookTopic, webhook.Id, parsed.GetValue(delivery))}.");
            return await DeliverAsync(context, workspace, CommandContext.DefinitionRoots(), cancellation);
        });
        return command.WithExamples("segml webhook replay erp", "segml webhook replay erp --delivery 17");
    }

    private static int Count(Workspace workspace, WebhookRecord webhook, OutboxState state) => workspace.Deliveries.List(DeliveryQueue.WebhookTopic, webhook.Id, state, 10_000).Count;
}
