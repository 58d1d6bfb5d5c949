namespace SegmentationML.Core.Governance.Alerts;

/// <summary>What a receiver is told at once.</summary>
/// <param name="Receiver">Who.</param>
/// <param name="Labels">The texts of the labels that the alerts share.</param>
/// <param name="Time">UTC.</param>
/// <param name="Cause">Why now.</param>
/// <param name="Firing">The alerts of the group that fire, silenced and hidden ones left out.</param>
/// <param name="Resolved">Those that are over, of which the receiver had been told that they fire.</param>
public sealed record AlertNotice(string Receiver, IReadOnlyDictionary<string, string> Labels, DateTimeOffset Time, AlertNoticeCause Cause, IReadOnlyList<Alert> Firing, IReadOnlyList<Alert> Resolved)
{
    /// <summary>The highest severity among the alerts that fire; of those that are over when none does.</summary>
    public AlertSeverity Severity => (Firing.Count > 0 ? Firing : Resolved).Select(a => AlertLabels.Of(a.Labels, AlertLabels.Severity) switch { "critical" => AlertSeverity.Critical, "warning" => AlertSeverity.Warning, _ => AlertSeverity.Info }).DefaultIfEmpty().Max();
}
