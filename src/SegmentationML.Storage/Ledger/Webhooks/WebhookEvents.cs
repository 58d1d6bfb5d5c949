using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Storage.Ledger;

/// <summary>What webhooks are told, as JSON: <c>{"type", "timestamp", "data"}</c>. The words come from the audit chain, without who did it and what was said about it.</summary>
public static class WebhookEvents
{
    /// <summary>The kind of notices of alerts.</summary>
    public const string AlertNotified = "alert.notified";

    /// <summary>The kind of a message that somebody sends to see whether it arrives; told to the one webhook, whatever it asks for.</summary>
    public const string Test = "webhook.test";

    private static readonly string[] OfVersions = ["version.published", "version.activated", "version.rolled-back"];
    private static readonly string[] Told = ["pipeline", "version", "parent", "run", "restores", "candidate", "base", "model", "required", "kind", "action", "decision"];
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What can be asked for: an area for all of its events, or one of those that have a name of their own.</summary>
    public static IReadOnlyList<string> Names { get; } = ["version", .. OfVersions, "promotion", "promotion.proposed", "promotion.approved", "promotion.rejected", "promotion.activated", "promotion.retired", "case", "case.opened", "case.moved", "case.closed", "alert"];

    /// <summary>The event that an entry of the audit chain is; null for those that are none.</summary>
    internal static string? Of(AuditEvent happened, DateTimeOffset now)
    {
        var area = happened.Kind[..happened.Kind.IndexOf('.', StringComparison.Ordinal)];
        if (!(area is "promotion" or "case" || OfVersions.Contains(happened.Kind, StringComparer.Ordinal)) || happened.Kind.EndsWith(".known", StringComparison.Ordinal))
        {
            return null;
        }

        var data = new JsonObject { ["subject"] = happened.Subject };
        if (area is "version" or "promotion")
        {
            data["pipeline"] = happened.Subject.Split(':')[0];
        }

        foreach (var name in Told.Where(happened.Facts.ContainsKey))
        {
            data[name] = long.TryParse(happened.Facts[name], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : happened.Facts[name];
        }

        if (happened.Facts.GetValueOrDefault(AuditEvent.StatePrefix + "state") is { } state)
        {
            data["state"] = state;
        }

        if (area == "promotion" && long.TryParse(happened.Subject.Split(':')[^1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version))
        {
            data["version"] = version;
        }

        data["link"] = Link(area, happened.Subject, data["version"]);
        return Body(happened.Kind, now, data);
    }

    /// <summary>Where the interface tells more.</summary>
    private static string? Link(string area, string subject, JsonNode? version) => area switch
    {
        "case" => $"/api/v1/cases/{subject.Split('-')[^1]}",
        "promotion" when version is not null => $"/api/v1/pipelines/{subject.Split(':')[0]}/promotions/{version}",
        "version" when version is not null => $"/api/v1/pipelines/{subject}/snapshots/{version}",
        _ => null,
    };

    /// <summary>A notice of alerts.</summary>
    internal static string Of(AlertNotice notice) => Body(AlertNotified, notice.Time, new JsonObject
    {
        ["receiver"] = notice.Receiver,
        ["cause"] = AlertLabels.Word(notice.Cause),
        ["severity"] = AlertLabels.Word(notice.Severity),
        ["labels"] = Labels(notice.Labels),
        ["firing"] = new JsonArray([.. notice.Firing.Select(Of)]),
        ["resolved"] = new JsonArray([.. notice.Resolved.Select(Of)]),
    });

    /// <summary>A message to see whether it arrives.</summary>
    internal static string OfTest(string webhook, DateTimeOffset now) => Body(Test, now, new JsonObject { ["webhook"] = webhook, ["text"] = "If you can read this and its signature holds, the webhook works." });

    /// <summary>The kind of an event.</summary>
    /// <param name="body">Its JSON.</param>
    public static string TypeOf(string body) => JsonNode.Parse(body)?["type"]?.GetValue<string>() ?? "";

    private static string Body(string type, DateTimeOffset now, JsonObject data) => new JsonObject { ["type"] = type, ["timestamp"] = Timestamp.Text(now), ["data"] = data }.ToJsonString(Json);

    private static JsonObject Of(Alert alert)
    {
        var node = new JsonObject
        {
            ["fingerprint"] = alert.Fingerprint, ["labels"] = Labels(alert.Labels), ["what"] = alert.What, ["size"] = alert.Size, ["since"] = Timestamp.Text(alert.Since), ["version"] = alert.Version, ["todo"] = alert.Todo, ["link"] = alert.Link,
        };
        if (alert.Resolved is { } over)
        {
            node["resolved"] = Timestamp.Text(over);
        }

        return node;
    }

    private static JsonObject Labels(IReadOnlyDictionary<string, string> labels) => new(labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value)));
}
