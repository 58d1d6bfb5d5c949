using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Notebooks.Client;

namespace SegmentationML.Cli.Terminal;

/// <summary>Alerts and silences for people, of a workspace or of a service.</summary>
internal static class AlertListView
{
    public static void Alerts(SegmlConsole console, IReadOnlyList<ServiceAlert> alerts)
    {
        if (alerts.Count == 0)
        {
            console.Error.WriteLine("Nothing fires, and nothing was over within the last day.");
            return;
        }

        console.Table(
            ["alert", "state", "severity", "kind", "pipeline", "since (UTC)", "what", "how big"],
            alerts.Select(a => (IReadOnlyList<string>)[a.Fingerprint, a.State, a.Severity, a.Kind, a.Pipeline, $"{a.Since.UtcDateTime:yyyy-MM-dd HH:mm}", a.What, a.Size]));
    }

    public static void Silences(SegmlConsole console, IEnumerable<AlertSilence> silences, DateTimeOffset now) => console.Table(
        [">number", "state", "from (UTC)", "to (UTC)", "by", "conditions", "reason"],
        silences.Select(s => (IReadOnlyList<string>)[$"{s.Number}", s.HoldsAt(now) ? "holds" : s.From > now ? "to come" : "ended", $"{s.From.UtcDateTime:yyyy-MM-dd HH:mm}", $"{s.To.UtcDateTime:yyyy-MM-dd HH:mm}", s.By, string.Join(", ", s.Matchers), s.Reason]));

    /// <summary>Says that a silence holds.</summary>
    public static void Begun(SegmlConsole console, AlertSilence silence)
        => console.Out.WriteLine($"Silence {silence.Number} holds until {silence.To.UtcDateTime:yyyy-MM-dd HH:mm} UTC; `segml alert silence --end {silence.Number}` ends it.");

    /// <summary>Says that a silence is over.</summary>
    public static void Ended(SegmlConsole console, AlertSilence silence) => console.Out.WriteLine($"Silence {silence.Number} is over.");
}
