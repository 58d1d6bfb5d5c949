using System.Security.Cryptography;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Storage.Ledger;

/// <summary>The webhooks in the ledger. Every change is durable when it returns, with its entry in the audit chain.</summary>
/// <remarks>A secret must be known to sign with, so it lies in the ledger as it is, readable for whoever may read the ledger's file or database; it is shown when it is made, and never again.</remarks>
public sealed class WebhookBook
{
    /// <summary>How many webhooks there can be.</summary>
    public const int Most = 100;

    /// <summary>How long a secret that was replaced goes on signing.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    private const string SecretPrefix = "whsec_";
    private const int SecretBytes = 32;
    private readonly LedgerDatabase _database;
    private readonly TimeProvider _clock;

    internal WebhookBook(LedgerDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <summary>All webhooks, oldest first.</summary>
    /// <param name="removed">Whether those that were removed are wanted, too.</param>
    public IReadOnlyList<WebhookRecord> List(bool removed = false) => _database.Read(c => removed ? WebhookRows.All(c) : WebhookRows.Active(c));

    /// <summary>One by its id or its name; throws <c>SEG-HOOK-004</c> when there is none.</summary>
    /// <param name="webhook">The id or name.</param>
    public WebhookRecord Get(string webhook) => _database.Read(c => Find(c, webhook));

    /// <summary>The secrets to sign with, the newest first, one that was replaced as long as it holds; none when the webhook is gone.</summary>
    /// <param name="id">The webhook's id.</param>
    public IReadOnlyList<string> SecretsOf(string id) => _database.Read(c => WebhookRows.Secrets(c, id, Timestamp.Now(_clock)));

    /// <summary>Adds a webhook.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="url">Where it is; checked by the caller, who knows which networks are allowed.</param>
    /// <param name="events">Which events, of <see cref="WebhookEvents.Names"/>.</param>
    /// <param name="by">Who adds it.</param>
    /// <returns>The webhook and its secret (<c>whsec_</c> and 32 random bytes in base64), which is shown this once.</returns>
    public (WebhookRecord Webhook, string Secret) Add(string name, string url, IReadOnlyList<string> events, string by)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(events);
        ProblemException.ThrowIfAny(Problems(name, events));
        var now = Timestamp.Now(_clock);
        var secret = NewSecret();
        var webhook = new WebhookRecord($"wh-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}", name, url, [.. events.Distinct(StringComparer.Ordinal)], now, by, null);
        _database.Write(c =>
        {
            var others = WebhookRows.Active(c);
            ProblemException.ThrowIfAny(others.Any(w => w.Name == name) ? [new Problem("SEG-HOOK-003", $"There is a webhook '{GovernedText.Shown(name)}' already.", "Choose another name, or remove that one first.")] : []);
            ProblemException.ThrowIfAny(others.Count >= Most ? [new Problem("SEG-HOOK-003", $"There are {Most} webhooks.", "Remove one that is not used any more.")] : []);
            WebhookRows.Add(c, webhook, secret);
            AuditRows.Append(c, AuditEvent.Of("webhook.added", webhook.Id, by, ("name", name), ("host", new Uri(url).Authority), ("events", string.Join(' ', webhook.Events)), ("now.state", "active")), now);
        });
        return (webhook, secret);
    }

    /// <summary>Gives a webhook a new secret. The one that held signs beside it for <see cref="Grace"/>, so that the receiver has time to change over; one that was still beside that one is gone.</summary>
    /// <param name="webhook">The id or name.</param>
    /// <param name="by">Who replaces it.</param>
    /// <returns>The webhook, its new secret, which is shown this once, and until when the former one signs.</returns>
    public (WebhookRecord Webhook, string Secret, DateTimeOffset FormerUntil) Rotate(string webhook, string by)
    {
        var secret = NewSecret();
        return _database.Write(c =>
        {
            var (found, now) = (Find(c, webhook), Timestamp.Now(_clock));
            WebhookRows.Rotate(c, found.Id, secret, now + Grace);
            AuditRows.Append(c, AuditEvent.Of("webhook.rotated", found.Id, by, ("name", found.Name)), now);
            return (found, secret, now + Grace);
        });
    }

    /// <summary>Removes a webhook and its secret; what waits for it becomes a dead letter.</summary>
    /// <param name="webhook">The id or name.</param>
    /// <param name="by">Who removes it.</param>
    public WebhookRecord Remove(string webhook, string by)
        => _database.Write(c =>
        {
            var (found, now) = (Find(c, webhook), Timestamp.Now(_clock));
            WebhookRows.Remove(c, found.Id, now);
            OutboxRows.RefuseTarget(c, DeliveryQueue.WebhookTopic, found.Id, "The webhook was removed.", now);
            AuditRows.Append(c, AuditEvent.Of("webhook.removed", found.Id, by, ("name", found.Name), ("now.state", "")), now);
            return found with { Removed = now };
        });

    /// <summary>Sends a message to see whether it arrives.</summary>
    /// <param name="webhook">The id or name.</param>
    /// <returns>The delivery's sequence number.</returns>
    public long Test(string webhook)
        => _database.Write(c =>
        {
            var (found, now) = (Find(c, webhook), Timestamp.Now(_clock));
            return OutboxRows.AddTo(c, DeliveryQueue.WebhookTopic, found.Id, WebhookEvents.OfTest(found.Name, now), now);
        });

    private static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    private static WebhookRecord Find(LedgerConnection connection, string webhook)
        => WebhookRows.Active(connection).FirstOrDefault(w => w.Id == webhook || w.Name == webhook)
            ?? throw new ProblemException(new Problem("SEG-HOOK-004", $"There is no webhook '{GovernedText.Shown(webhook)}'.", "`segml webhook list` shows them."));

    private static IEnumerable<Problem> Problems(string name, IReadOnlyList<string> events)
    {
        foreach (var problem in GovernedText.Name("The name of a webhook", name))
        {
            yield return problem;
        }

        if (events.Count == 0 || events.FirstOrDefault(e => !WebhookEvents.Names.Contains(e, StringComparer.Ordinal)) is not null)
        {
            yield return new Problem("SEG-HOOK-002", events.Count == 0 ? "A webhook asks for no event." : $"A webhook asks for '{GovernedText.Shown(events.First(e => !WebhookEvents.Names.Contains(e, StringComparer.Ordinal)))}'.", $"Choose of {string.Join(", ", WebhookEvents.Names)}.");
        }
    }
}
