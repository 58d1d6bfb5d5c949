using System.Globalization;

namespace SegmentationML.Core.Governance.Alerts;

/// <summary>Judges the facts of a pipeline by the rules. Pure: the same facts at the same moment give the same findings in the same order.</summary>
public static class AlertJudge
{
    /// <summary>What the rules find.</summary>
    /// <param name="rules">The rules that are written; kinds that none of them names for the pipeline have their default.</param>
    /// <param name="facts">How the pipeline stands.</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<AlertFinding> Judge(IReadOnlyList<AlertRule> rules, PipelineFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return [.. Enum.GetValues<AlertKind>().Select(k => RuleOf(rules, k, facts.Pipeline)).Where(r => !r.Off).SelectMany(r => Find(r, facts, now))];
    }

    /// <summary>The rule of a kind that holds for a pipeline.</summary>
    /// <param name="rules">The rules that are written.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="pipeline">The pipeline.</param>
    public static AlertRule RuleOf(IReadOnlyList<AlertRule> rules, AlertKind kind, string pipeline)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.FirstOrDefault(r => r.Kind == kind && (r.Pipelines.Count == 0 || r.Pipelines.Contains(pipeline, StringComparer.Ordinal)))?.Filled() ?? AlertRule.Defaults.First(r => r.Kind == kind);
    }

    private static IEnumerable<AlertFinding> Find(AlertRule rule, PipelineFacts facts, DateTimeOffset now) => rule.Kind switch
    {
        AlertKind.Drift => Drift(rule, facts),
        AlertKind.Churn => Churn(rule, facts),
        AlertKind.Accuracy => Accuracy(rule, facts),
        AlertKind.Contract => Contract(rule, facts),
        AlertKind.Freshness => Freshness(rule, facts, now),
        AlertKind.Boundary => Boundary(rule, facts),
        AlertKind.RunFailed => RunFailed(rule, facts),
        AlertKind.RunLate => RunLate(rule, facts, now),
        AlertKind.OverrideExpiring => Overrides(rule, facts, now),
        _ => [],
    };

    /// <summary>What was seen of the version in use, or of a candidate for its place; what a rollback has left behind counts no more.</summary>
    private static VersionObservation? Seen(PipelineFacts facts)
        => facts.Observation?.Version is { } seen && !(facts.Version > seen.Version) ? seen : null;

    private static IEnumerable<AlertFinding> Drift(AlertRule rule, PipelineFacts facts)
        => Seen(facts) is not { } seen ? [] : seen.Drifted.Where(d => !(d.Psi < rule.Above)).Select(d => Finding(
            rule, facts, AlertSeverity.Warning, [(AlertLabels.Driver, d.Driver)],
            $"The distribution of {d.Driver} has moved since version {seen.Parent}.",
            $"PSI {Number(d.Psi)}; chance alone stays below {Number(d.NoiseFloor)}{(rule.Above is { } limit ? $", the limit is {Number(limit)}" : "")}",
            null, seen.Version, "Look at the driver in the report: new data, a changed source or a changed business? If the business changed, the segments' thresholds may need a new look.", Report(facts)));

    private static IEnumerable<AlertFinding> Churn(AlertRule rule, PipelineFacts facts)
    {
        if (Seen(facts) is { Churn: { } churn } seen && churn > (rule.Above ?? seen.ChurnLimit))
        {
            yield return Finding(
                rule, facts, AlertSeverity.Warning, [], $"Many entities changed their segment between version {seen.Parent} and {seen.Version}.", $"{Share(churn)} of the common entities; the limit is {Share(rule.Above ?? seen.ChurnLimit)}",
                null, seen.Version, "See in the report who moved and why. If the move is not wanted, roll back to the version before and widen the hysteresis.", Report(facts));
        }
    }

    private static IEnumerable<AlertFinding> Accuracy(AlertRule rule, PipelineFacts facts)
    {
        if (Seen(facts) is { Rmsse: { } rmsse, ParentRmsse: { } before } seen && before > 0 && (rmsse / before) - 1 > rule.Above)
        {
            yield return Finding(
                rule, facts, AlertSeverity.Warning, [], $"The back-test of version {seen.Version} is worse than that of version {seen.Parent}.", $"RMSSE {Number(rmsse)} after {Number(before)}: {Share((rmsse / before) - 1)} more; the limit is {Share(rule.Above!.Value)}",
                null, seen.Version, "See in the report which segments lost. Compare methods by `segml backtest`, and roll back if orders depend on it.", Report(facts));
        }
    }

    private static IEnumerable<AlertFinding> Contract(AlertRule rule, PipelineFacts facts)
    {
        if (facts.Observation is { Contract: "block" } blocked)
        {
            yield return Finding(
                rule, facts, AlertSeverity.Critical, [], $"A data contract blocked the last run{(facts.Version is null ? "." : "; the version in use stays.")}", blocked.Blocking, facts.LastRun?.Ended, facts.Version,
                "Have the source mended, or change the contract with its owner; then run again.", Run(blocked.Run));
        }
        else if (facts.Observation is { Contract: "quarantine" } quarantine && quarantine.Quarantined > rule.Above)
        {
            yield return Finding(
                rule, facts, AlertSeverity.Warning, [], "A data contract set rows aside in the last run.", $"{quarantine.Quarantined.ToString("N0", CultureInfo.InvariantCulture)} rows; the limit is {Number(rule.Above!.Value)}",
                facts.LastRun?.Ended, facts.Version, "Look at the rows in the workspace's quarantine folder, each with its reason, and have the source mended.", Report(facts));
        }
    }

    private static IEnumerable<AlertFinding> Freshness(AlertRule rule, PipelineFacts facts, DateTimeOffset now)
    {
        if ((!rule.ScheduledOnly || facts.IsScheduled) && facts.LastGood is { } last && (now - last).TotalDays > rule.Above)
        {
            yield return Finding(
                rule, facts, AlertSeverity.Warning, [], "No run has come to a good end for too long: what is in use grows old.", $"the last one ended on {Day(last)}; the limit is {Number(rule.Above!.Value)} days",
                last + TimeSpan.FromDays(rule.Above.Value), facts.Version, "See why runs fail, or start one.", $"/api/v1/pipelines/{facts.Pipeline}");
        }
    }

    private static IEnumerable<AlertFinding> Boundary(AlertRule rule, PipelineFacts facts)
    {
        if (Seen(facts) is { Entities: > 0 } seen && seen.Near.FirstOrDefault(n => n.Within == rule.Within) is { } near && (double)near.Entities / seen.Entities > rule.Above)
        {
            yield return Finding(
                rule, facts, AlertSeverity.Info, [], $"Many entities of version {seen.Version} stand close to the boundary of another segment: the next run may move them.",
                $"{near.Entities.ToString("N0", CultureInfo.InvariantCulture)} of {seen.Entities.ToString("N0", CultureInfo.InvariantCulture)} ({Share((double)near.Entities / seen.Entities)}) within {Number(near.Within)} standard deviations; the limit is {Share(rule.Above!.Value)}",
                null, seen.Version, "See `boundary_margin_sd` of the assignments. A wider hysteresis band, or thresholds in a thinner place, keep them from going to and fro.", $"/api/v1/pipelines/{facts.Pipeline}/snapshots/{seen.Version}");
        }
    }

    private static IEnumerable<AlertFinding> RunFailed(AlertRule rule, PipelineFacts facts)
    {
        if (facts.LastRun is { State: "failed" or "interrupted" } run)
        {
            yield return Finding(
                rule, facts, AlertSeverity.Critical, [], $"The last run {(run.State == "failed" ? "failed" : "was cut off")}{(facts.Version is null ? "." : "; the version in use stays.")}",
                run.Problem ?? run.State, run.Ended, facts.Version, run.State == "failed" ? "Mend what the problem names; resuming goes on where the run stopped." : "Resume it: it goes on where it stopped.", Run(run.Id));
        }
    }

    private static IEnumerable<AlertFinding> RunLate(AlertRule rule, PipelineFacts facts, DateTimeOffset now)
    {
        if (facts.Due is { } due && (now - due).TotalMinutes > rule.Above)
        {
            yield return Finding(
                rule, facts, AlertSeverity.Warning, [], "A run was due by the calendar and has not started.", $"due at {due.UtcDateTime:yyyy-MM-dd HH:mm} UTC; the limit is {Number(rule.Above!.Value)} minutes", due, facts.Version,
                "See why: another run may take long, the definition may be broken, or the schedule's windows may forbid it.", $"/api/v1/pipelines/{facts.Pipeline}");
        }
    }

    private static IEnumerable<AlertFinding> Overrides(AlertRule rule, PipelineFacts facts, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return facts.Overrides.Where(o => o.To > today && o.To.DayNumber - today.DayNumber <= rule.Within).OrderBy(o => o.Id, StringComparer.Ordinal).Select(o => Finding(
            rule, facts, AlertSeverity.Info, [(AlertLabels.Override, o.Id)], $"Override {o.Id} to {o.Segment} ends soon: from then on the rules decide again.",
            $"ends on {o.To:yyyy-MM-dd}{(o.Entities > 0 ? $", {o.Entities} {(o.Entities == 1 ? "entity" : "entities")}" : "")}", null, facts.Version, "Let it end, or ask for a new one that begins on that day.", $"/api/v1/overrides/{o.Id.Split('-')[^1]}"));
    }

    private static AlertFinding Finding(
        AlertRule rule, PipelineFacts facts, AlertSeverity severity, IEnumerable<(string Name, string Text)> more, string what, string size, DateTimeOffset? since, long? version, string todo, string link)
    {
        var labels = new SortedDictionary<string, string>(rule.Labels.ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal), StringComparer.Ordinal)
        {
            [AlertLabels.Kind] = AlertLabels.Word(rule.Kind), [AlertLabels.Pipeline] = facts.Pipeline, [AlertLabels.Severity] = AlertLabels.Word(rule.Severity ?? severity),
        };
        foreach (var (name, text) in more)
        {
            labels[name] = text;
        }

        return new AlertFinding(labels, what, size, since, version, rule.Todo.Length > 0 ? rule.Todo : todo, link);
    }

    private static string Report(PipelineFacts facts) => $"/api/v1/pipelines/{facts.Pipeline}/report";

    private static string Run(string id) => $"/api/v1/runs/{id}";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
