using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Service.Security;
using SegmentationML.Service.Webhooks;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>Webhooks and their deliveries, for admins.</summary>
internal static class WebhookRoutes
{
    private const int MostDeliveries = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/webhooks", (WebhookBook book) => book.List().Select(w => WebhookView.Of(w))).WithName("list-webhooks").WithSummary("All webhooks, without their secrets").WithTags("webhooks").Needs(Scope.Admin);
        api.MapPost("/webhooks", Add).WithName("add-webhook").WithSummary("Add a webhook; its secret is shown once").WithDescription("`url` is https on the public Internet, or in a network that the operator allows. `events` are areas (version, promotion, case, alert) or single kinds such as version.published.").WithTags("webhooks").Needs(Scope.Admin).ShownOnce();
        api.MapGet("/webhooks/{webhook}", (string webhook, WebhookBook book) => WebhookView.Of(book.Get(webhook))).WithName("get-webhook").WithSummary("One webhook, by id or name").WithTags("webhooks").Needs(Scope.Admin);
        api.MapDelete("/webhooks/{webhook}", (string webhook, WebhookBook book, HttpContext context) => WebhookView.Of(book.Remove(webhook, By(context)))).WithName("remove-webhook").WithSummary("Remove a webhook and its secret; what waits for it becomes a dead letter").WithTags("webhooks").Needs(Scope.Admin);
        api.MapPost("/webhooks/{webhook}/rotate", Rotate).WithName("rotate-webhook").WithSummary("Replace a webhook's secret, which is shown once; the former one signs beside it for a day").WithTags("webhooks").Needs(Scope.Admin).ShownOnce();
        api.MapPost("/webhooks/{webhook}/test", Test).WithName("test-webhook").WithSummary("Send the event webhook.test").WithTags("webhooks").Needs(Scope.Admin);
        api.MapGet("/webhooks/{webhook}/deliveries", Deliveries).WithName("list-deliveries").WithSummary("Deliveries to a webhook, newest first").WithDescription("`state` is pending, delivered or refused (a dead letter).").WithTags("webhooks").Needs(Scope.Admin);
        api.MapPost("/webhooks/{webhook}/replay", Replay).WithName("replay-deliveries").WithSummary("Send dead letters again, or one delivery whatever became of it; ids stay").WithTags("webhooks").Needs(Scope.Admin);
    }

    private static Created<WebhookView> Add(NewWebhook order, WebhookBook book, WebhookNetworks networks, HttpContext context)
    {
        ProblemException.ThrowIfAny(networks.Check(order.Url ?? ""));
        var (webhook, secret) = book.Add(order.Name ?? "", order.Url!, order.Events ?? [], By(context));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/webhooks/{webhook.Id}", WebhookView.Of(webhook) with { Secret = secret });
    }

    private static WebhookView Rotate(string webhook, WebhookBook book, HttpContext context)
    {
        var (found, secret, until) = book.Rotate(webhook, By(context));
        context.Response.Headers.CacheControl = "no-store";
        return WebhookView.Of(found) with { Secret = secret, FormerUntil = until };
    }

    private static Accepted<Replayed> Test(string webhook, WebhookBook book)
    {
        var found = book.Get(webhook);
        book.Test(found.Id);
        return TypedResults.Accepted($"/api/v1/webhooks/{found.Id}/deliveries", new Replayed(1));
    }

    private static IEnumerable<DeliveryView> Deliveries(string webhook, WebhookBook book, DeliveryQueue queue, string? state = null, int limit = 50)
    {
        if (limit is < 1 or > MostDeliveries)
        {
            throw new ProblemException(ApiProblems.WrongQuery("limit", $"{limit}", $"Ask for 1 to {MostDeliveries}."));
        }

        OutboxState? wanted = state is null ? null : Enum.TryParse<OutboxState>(state, ignoreCase: true, out var known) && !char.IsDigit(state[0]) ? known : throw new ProblemException(ApiProblems.WrongQuery("state", state, "Write pending, delivered or refused."));
        return queue.List(DeliveryQueue.WebhookTopic, book.Get(webhook).Id, wanted, limit).Select(DeliveryView.Of);
    }

    private static Accepted<Replayed> Replay(string webhook, ReplayOrder? order, WebhookBook book, DeliveryQueue queue)
    {
        var found = book.Get(webhook);
        var count = queue.Replay(DeliveryQueue.WebhookTopic, found.Id, order?.Delivery);
        return count == 0 && order?.Delivery is { } number
            ? throw new ProblemException(new Problem("SEG-HOOK-004", $"There is no delivery {number} to '{found.Name}' that has come to an end.", $"GET /api/v1/webhooks/{found.Id}/deliveries lists them."))
            : TypedResults.Accepted($"/api/v1/webhooks/{found.Id}/deliveries", new Replayed(count));
    }

    private static string By(HttpContext context) => context.Features.Get<Caller>()!.Name;

    /// <param name="Name">Its name, for people and for routes of alerts.</param>
    /// <param name="Url">Where it is.</param>
    /// <param name="Events">Which events.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record NewWebhook(string? Name = null, string? Url = null, IReadOnlyList<string>? Events = null);

    /// <param name="Delivery">The number of one delivery; null for all dead letters.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record ReplayOrder(long? Delivery = null);

    /// <param name="Count">Deliveries that wait again.</param>
    internal sealed record Replayed(int Count);

    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Url">Where it is.</param>
    /// <param name="Events">Which events.</param>
    /// <param name="Created">UTC.</param>
    /// <param name="CreatedBy">Who added it.</param>
    /// <param name="Secret">The secret to check signatures with, in the answer that made it and never again.</param>
    /// <param name="FormerUntil">Until when the secret that it replaces signs as well, UTC.</param>
    internal sealed record WebhookView(string Id, string Name, string Url, IReadOnlyList<string> Events, DateTimeOffset Created, string CreatedBy, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? FormerUntil = null)
    {
        public static WebhookView Of(WebhookRecord webhook) => new(webhook.Id, webhook.Name, webhook.Url, webhook.Events, webhook.Created, webhook.CreatedBy);
    }

    /// <param name="Delivery">Its number.</param>
    /// <param name="Id">Its name, the header <c>webhook-id</c>: the same for each attempt.</param>
    /// <param name="Type">The event's kind.</param>
    /// <param name="Time">When the event was, UTC.</param>
    /// <param name="State">pending, delivered or refused.</param>
    /// <param name="Attempts">Attempts that failed.</param>
    /// <param name="Due">When it is tried next, UTC.</param>
    /// <param name="Settled">When it arrived or became a dead letter, UTC.</param>
    /// <param name="Problem">Why the last attempt failed.</param>
    internal sealed record DeliveryView(long Delivery, string Id, string Type, DateTimeOffset Time, OutboxState State, long Attempts, DateTimeOffset? Due, DateTimeOffset? Settled, string? Problem)
    {
        public static DeliveryView Of(OutboxMessage message) => new(
            message.Sequence, message.Id, WebhookEvents.TypeOf(message.Payload), message.Time, message.State, message.Attempts, message.State == OutboxState.Pending ? message.Due : null, message.Settled, message.Problem);
    }
}
