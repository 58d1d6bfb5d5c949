using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Alerts;

namespace SegmentationML.Storage.Ledger;

/// <summary>The SQL over alerts, groups, silences and what runs saw; every method works inside the caller's transaction.</summary>
internal static class AlertRows
{
    public static AlertBoard Board(LedgerConnection connection) => new(
        connection.Query("SELECT content FROM alerts ORDER BY fingerprint", row => Parse(row.GetString(0), GovernanceJson.Default.Alert)),
        connection.Query("SELECT content FROM alert_groups ORDER BY name", row => Parse(row.GetString(0), GovernanceJson.Default.AlertGroup)));

    /// <summary>Brings the rows from one board to the next; writes only what differs.</summary>
    /// <returns>How many rows changed.</returns>
    public static int Save(LedgerConnection connection, AlertBoard before, AlertBoard after)
    {
        var changed = 0;
        var alerts = before.Alerts.ToDictionary(a => a.Fingerprint, a => Text(a, GovernanceJson.Default.Alert), StringComparer.Ordinal);
        foreach (var alert in after.Alerts)
        {
            var text = Text(alert, GovernanceJson.Default.Alert);
            if (!alerts.Remove(alert.Fingerprint, out var old) || old != text)
            {
                changed += connection.Execute(
                    "INSERT INTO alerts (fingerprint, state, content) VALUES (@fingerprint, @state, @content) ON CONFLICT (fingerprint) DO UPDATE SET state = @state, content = @content",
                    ("fingerprint", alert.Fingerprint), ("state", alert.IsFiring ? "firing" : "resolved"), ("content", text));
            }
        }

        var groups = before.Groups.ToDictionary(g => g.Key, g => Text(g, GovernanceJson.Default.AlertGroup), StringComparer.Ordinal);
        foreach (var group in after.Groups)
        {
            var text = Text(group, GovernanceJson.Default.AlertGroup);
            if (!groups.Remove(group.Key, out var old) || old != text)
            {
                changed += connection.Execute("INSERT INTO alert_groups (name, content) VALUES (@name, @content) ON CONFLICT (name) DO UPDATE SET content = @content", ("name", group.Key), ("content", text));
            }
        }

        changed += alerts.Keys.Sum(f => connection.Execute("DELETE FROM alerts WHERE fingerprint = @fingerprint", ("fingerprint", f)));
        return changed + groups.Keys.Sum(k => connection.Execute("DELETE FROM alert_groups WHERE name = @name", ("name", k)));
    }

    /// <summary>Whether two boards would be written alike.</summary>
    public static bool AreSame(AlertBoard one, AlertBoard other)
        => one.Alerts.Select(a => Text(a, GovernanceJson.Default.Alert)).SequenceEqual(other.Alerts.Select(a => Text(a, GovernanceJson.Default.Alert)), StringComparer.Ordinal)
            && one.Groups.Select(g => Text(g, GovernanceJson.Default.AlertGroup)).SequenceEqual(other.Groups.Select(g => Text(g, GovernanceJson.Default.AlertGroup)), StringComparer.Ordinal);

    public static List<AlertSilence> Silences(LedgerConnection connection) => connection.Query("SELECT content FROM alert_silences ORDER BY number", row => Parse(row.GetString(0), GovernanceJson.Default.AlertSilence));

    /// <summary>Writes a silence.</summary>
    /// <returns>The digest for the chain.</returns>
    public static string Put(LedgerConnection connection, AlertSilence silence)
    {
        var text = Encoding.UTF8.GetString(CanonicalJson.Of(JsonSerializer.SerializeToElement(silence, GovernanceJson.Default.AlertSilence)));
        connection.Execute("INSERT INTO alert_silences (number, content) VALUES (@number, @content) ON CONFLICT (number) DO UPDATE SET content = @content", ("number", silence.Number), ("content", text));
        return CanonicalJson.DigestOf(text);
    }

    public static List<RunObservation> Observations(LedgerConnection connection) => connection.Query("SELECT content FROM run_observations ORDER BY pipeline", row => Parse(row.GetString(0), GovernanceJson.Default.RunObservation));

    public static void Put(LedgerConnection connection, RunObservation observation)
        => connection.Execute(
            "INSERT INTO run_observations (pipeline, content) VALUES (@pipeline, @content) ON CONFLICT (pipeline) DO UPDATE SET content = @content",
            ("pipeline", observation.Pipeline), ("content", Text(observation, GovernanceJson.Default.RunObservation)));

    private static string Text<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static T Parse<T>(string text, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(text, type)!;
}
