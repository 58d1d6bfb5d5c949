using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Service.Security;

namespace SegmentationML.Service.Api;

/// <summary>An alert as callers see it.</summary>
/// <param name="Fingerprint">Its name.</param>
/// <param name="State">firing, silenced, hidden (by another alert) or resolved.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Labels">All labels.</param>
/// <param name="What">One sentence.</param>
/// <param name="Size">How big, with the limit.</param>
/// <param name="Since">UTC.</param>
/// <param name="Version">The version that it concerns.</param>
/// <param name="Todo">What to do.</param>
/// <param name="Link">The evidence, an address of this service.</param>
/// <param name="Resolved">When it was over, UTC.</param>
/// <param name="Told">Receivers that were told that it fires.</param>
internal sealed record AlertView(
    string Fingerprint, AlertState State, string Kind, string Severity, string Pipeline, IReadOnlyDictionary<string, string> Labels, string What, string Size, DateTimeOffset Since, long? Version, string Todo, string Link,
    DateTimeOffset? Resolved, IReadOnlyList<string> Told)
{
    /// <summary>The alert for a caller: what ended a run, or what a contract found, may quote rows, so who may not see all of them gets its code.</summary>
    public AlertView For(Sight sight) => sight.IsFull || Kind is not ("run-failed" or "contract") ? this : this with { Size = RunView.CodeOf(Size) ?? "" };

    /// <summary>Alerts, the heaviest and newest first, those that are over last.</summary>
    public static IReadOnlyList<AlertView> All(AlertBoard board, AlertPolicy policy, IReadOnlyList<AlertSilence> silences, DateTimeOffset now)
    {
        var states = board.States(policy, silences, now);
        return [.. board.Alerts.Select(a => Of(a, states[a.Fingerprint], board)).OrderBy(a => a.State == AlertState.Resolved).ThenByDescending(a => Weight(a.Severity)).ThenByDescending(a => a.Since).ThenBy(a => a.Fingerprint, StringComparer.Ordinal)];
    }

    private static AlertView Of(Alert alert, AlertState state, AlertBoard board) => new(
        alert.Fingerprint, state, AlertLabels.Of(alert.Labels, AlertLabels.Kind), AlertLabels.Of(alert.Labels, AlertLabels.Severity), AlertLabels.Of(alert.Labels, AlertLabels.Pipeline), alert.Labels, alert.What, alert.Size, alert.Since, alert.Version, alert.Todo, alert.Link,
        alert.Resolved, [.. board.Groups.Where(g => g.Firing.Contains(alert.Fingerprint, StringComparer.Ordinal)).Select(g => g.Receiver).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static int Weight(string severity) => severity switch { "critical" => 2, "warning" => 1, _ => 0 };
}
