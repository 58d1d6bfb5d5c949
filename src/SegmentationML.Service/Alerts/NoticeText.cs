using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SegmentationML.Service.Alerts;

/// <summary>A notice of alerts in words, for an e-mail.</summary>
internal static class NoticeText
{
    private const int LongestSubject = 120;

    /// <summary>The subject line.</summary>
    /// <param name="data">The <c>data</c> of the event.</param>
    public static string Subject(JsonElement data)
    {
        var (firing, resolved) = (data.GetProperty("firing"), data.GetProperty("resolved"));
        var first = firing.GetArrayLength() > 0 ? firing[0] : resolved.GetArrayLength() > 0 ? resolved[0] : default;
        var word = firing.GetArrayLength() > 0 ? data.GetProperty("severity").GetString() : "over";
        var more = firing.GetArrayLength() + resolved.GetArrayLength() - 1;
        var text = first.ValueKind == JsonValueKind.Undefined ? "test" : $"{Label(first, "pipeline")}: {first.GetProperty("what").GetString()}{(more > 0 ? $" (and {more} more)" : "")}";
        var line = $"[segml {word}] {string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))}";
        return line.Length <= LongestSubject ? line : line[..LongestSubject] + "…";
    }

    /// <summary>The text.</summary>
    /// <param name="data">The <c>data</c> of the event.</param>
    /// <param name="address">How people reach the service; empty when nobody said.</param>
    public static string Body(JsonElement data, string address)
    {
        var text = new StringBuilder();
        Add(text, "Firing", data.GetProperty("firing"), address);
        Add(text, "Over", data.GetProperty("resolved"), address);
        text.Append(CultureInfo.InvariantCulture, $"Sent to '{data.GetProperty("receiver").GetString()}' ({data.GetProperty("cause").GetString()}). Silence an alert for a time: segml alert silence, or the page.\n");
        return text.ToString();
    }

    private static void Add(StringBuilder text, string title, JsonElement alerts, string address)
    {
        foreach (var alert in alerts.EnumerateArray())
        {
            text.Append(CultureInfo.InvariantCulture, $"{title}: {alert.GetProperty("what").GetString()}\n");
            text.Append(CultureInfo.InvariantCulture, $"  pipeline   {Label(alert, "pipeline")}{(alert.GetProperty("version").ValueKind == JsonValueKind.Number ? $", version {alert.GetProperty("version").GetInt64()}" : "")}\n");
            text.Append(CultureInfo.InvariantCulture, $"  how big    {alert.GetProperty("size").GetString()}\n");
            text.Append(CultureInfo.InvariantCulture, $"  since      {alert.GetProperty("since").GetString()}\n");
            if (alert.TryGetProperty("resolved", out var over))
            {
                text.Append(CultureInfo.InvariantCulture, $"  over since {over.GetString()}\n");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"  what to do {alert.GetProperty("todo").GetString()}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"  evidence   {address}{(address.Length > 0 ? $"/#alert={alert.GetProperty("fingerprint").GetString()}" : alert.GetProperty("link").GetString())}\n\n");
        }
    }

    private static string Label(JsonElement alert, string name) => alert.GetProperty("labels").TryGetProperty(name, out var text) ? text.GetString()! : "";
}
