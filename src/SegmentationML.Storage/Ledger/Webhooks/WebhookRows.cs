using System.Data.Common;
using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Storage.Ledger;

/// <summary>The SQL over webhooks; every method works inside the caller's transaction.</summary>
internal static class WebhookRows
{
    private const string Columns = "id, name, url, events, created, created_by, removed";

    /// <summary>Adds one message for each webhook that asks for an event, in the transaction of the change: there is one if, and only if, the change was made.</summary>
    public static void Announce(LedgerConnection connection, AuditEvent happened, DateTimeOffset now)
    {
        if (WebhookEvents.Of(happened, now) is { } body)
        {
            Tell(connection, Active(connection).Where(w => w.AsksFor(happened.Kind)), body, now);
        }
    }

    /// <summary>Adds one message for each of several webhooks.</summary>
    public static void Tell(LedgerConnection connection, IEnumerable<WebhookRecord> webhooks, string body, DateTimeOffset now)
    {
        foreach (var webhook in webhooks.ToArray())
        {
            OutboxRows.AddTo(connection, DeliveryQueue.WebhookTopic, webhook.Id, body, now);
        }
    }

    /// <summary>Those that are told of events, oldest first.</summary>
    public static List<WebhookRecord> Active(LedgerConnection connection) => connection.Query($"SELECT {Columns} FROM webhooks WHERE removed IS NULL ORDER BY created, id", Row);

    public static List<WebhookRecord> All(LedgerConnection connection) => connection.Query($"SELECT {Columns} FROM webhooks ORDER BY created, id", Row);

    /// <summary>The secrets to sign with, the newest first: the one before it as long as it holds; none when the webhook is gone.</summary>
    public static IReadOnlyList<string> Secrets(LedgerConnection connection, string id, DateTimeOffset now)
        => connection.Query(
            "SELECT secret, former_secret, former_until FROM webhooks WHERE id = @id AND removed IS NULL",
            row => row.TimeOrNull(2) > now ? new[] { row.GetString(0), row.GetString(1) } : [row.GetString(0)], ("id", id)).FirstOrDefault() ?? [];

    /// <summary>Puts a secret in the place of the one that holds, which goes on for a while.</summary>
    public static void Rotate(LedgerConnection connection, string id, string secret, DateTimeOffset formerUntil)
        => connection.Execute("UPDATE webhooks SET former_secret = secret, former_until = @until, secret = @secret WHERE id = @id", ("id", id), ("secret", secret), ("until", formerUntil));

    public static void Add(LedgerConnection connection, WebhookRecord webhook, string secret)
        => connection.Execute(
            "INSERT INTO webhooks (id, name, url, events, secret, created, created_by) VALUES (@id, @name, @url, @events, @secret, @created, @by)",
            ("id", webhook.Id), ("name", webhook.Name), ("url", webhook.Url), ("events", string.Join(' ', webhook.Events)), ("secret", secret), ("created", webhook.Created), ("by", webhook.CreatedBy));

    /// <summary>Removes one, its secrets with it.</summary>
    public static void Remove(LedgerConnection connection, string id, DateTimeOffset now)
        => connection.Execute("UPDATE webhooks SET removed = @now, secret = '', former_secret = NULL, former_until = NULL WHERE id = @id", ("id", id), ("now", now));

    private static WebhookRecord Row(DbDataReader row)
        => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3).Split(' '), row.Time(4), row.GetString(5), row.TimeOrNull(6));
}
