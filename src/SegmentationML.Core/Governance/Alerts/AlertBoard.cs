namespace SegmentationML.Core.Governance.Alerts;

/// <summary>All alerts, and who was told what: the state from which, with a policy and a moment, everything else follows.</summary>
/// <remarks>Immutable and pure: <see cref="Step"/> gives the board after a look, so a board that is kept through a restart goes on where it was.</remarks>
/// <param name="Alerts">Those that fire, those of whose end somebody has still to be told, and those that were over within the last day; by fingerprint.</param>
/// <param name="Groups">What was told; by key.</param>
public sealed record AlertBoard(IReadOnlyList<Alert> Alerts, IReadOnlyList<AlertGroup> Groups)
{
    private const int MostDoublings = 7;
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>The board before the first look.</summary>
    public static AlertBoard Empty { get; } = new([], []);

    /// <summary>Takes what was found, in this order: deduplicate by fingerprint, group and route, silence and hide, tell what is new, over or long unchanged.</summary>
    /// <param name="policy">The policy; validated.</param>
    /// <param name="findings">What the rules found.</param>
    /// <param name="isLooked">Whether a pipeline was looked at; alerts of one that was not stay as they are.</param>
    /// <param name="silences">All silences.</param>
    /// <param name="now">UTC.</param>
    public AlertStep Step(AlertPolicy policy, IReadOnlyList<AlertFinding> findings, Func<string, bool> isLooked, IReadOnlyList<AlertSilence> silences, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(isLooked);
        var alerts = Tracked(findings, isLooked, TimeSpan.FromMinutes(policy.ResolveAfterMinutes), now);
        var muted = Muted(policy, alerts, silences, now);
        var (groups, notices) = Tell(policy, alerts, muted, now);
        var told = groups.SelectMany(g => g.Firing).ToHashSet(StringComparer.Ordinal);
        var before = Alerts.ToDictionary(a => a.Fingerprint, StringComparer.Ordinal);
        return new AlertStep(
            new AlertBoard([.. alerts.Where(a => a.IsFiring || told.Contains(a.Fingerprint) || now - a.Resolved < Memory)], groups),
            [.. alerts.Where(a => a.IsFiring && !(before.TryGetValue(a.Fingerprint, out var old) && old.IsFiring))],
            [.. alerts.Where(a => !a.IsFiring && before.TryGetValue(a.Fingerprint, out var old) && old.IsFiring)],
            notices);
    }

    /// <summary>How each alert stands.</summary>
    /// <param name="policy">The policy; validated.</param>
    /// <param name="silences">All silences.</param>
    /// <param name="now">UTC.</param>
    public IReadOnlyDictionary<string, AlertState> States(AlertPolicy policy, IReadOnlyList<AlertSilence> silences, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var muted = Muted(policy, Alerts, silences, now);
        return Alerts.ToDictionary(a => a.Fingerprint, a => !a.IsFiring ? AlertState.Resolved : muted.GetValueOrDefault(a.Fingerprint, AlertState.Firing), StringComparer.Ordinal);
    }

    /// <summary>One alert a fingerprint: a finding that is there already keeps its beginning; one that is gone for long enough is over.</summary>
    private List<Alert> Tracked(IReadOnlyList<AlertFinding> findings, Func<string, bool> isLooked, TimeSpan resolveAfter, DateTimeOffset now)
    {
        var alerts = new SortedDictionary<string, Alert>(Alerts.ToDictionary(a => a.Fingerprint, StringComparer.Ordinal), StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings.Where(f => found.Add(f.Fingerprint)))
        {
            var old = alerts.TryGetValue(finding.Fingerprint, out var last) ? last : null;
            var known = old?.IsFiring == true ? old : null;
            alerts[finding.Fingerprint] = new Alert
            {
                Fingerprint = finding.Fingerprint, Labels = finding.Labels, What = finding.What, Size = finding.Size, Version = finding.Version, Todo = finding.Todo, Link = finding.Link,
                Since = known?.Since ?? (finding.Since < now ? finding.Since.Value : now), Found = known?.Found ?? now,
                Returns = known?.Returns ?? (now - old?.Resolved < Memory ? old!.Returns + 1 : 0),
            };
        }

        foreach (var gone in alerts.Values.Where(a => a.IsFiring && !found.Contains(a.Fingerprint) && isLooked(AlertLabels.Of(a.Labels, AlertLabels.Pipeline))).ToArray())
        {
            var since = gone.GoneSince is { } seen && seen <= now ? seen : now; // A clock that was set back begins anew.
            var wait = resolveAfter * (1 << Math.Min(gone.Returns, MostDoublings));
            alerts[gone.Fingerprint] = gone with { GoneSince = since, Resolved = now - since >= wait ? now : null };
        }

        return [.. alerts.Values];
    }

    private static Dictionary<string, AlertState> Muted(AlertPolicy policy, IReadOnlyList<Alert> alerts, IReadOnlyList<AlertSilence> silences, DateTimeOffset now)
    {
        var muted = new Dictionary<string, AlertState>(StringComparer.Ordinal);
        var rules = policy.Inhibit.Select(r => (Source: AlertMatcher.ParseAll(r.Source), Target: AlertMatcher.ParseAll(r.Target), r.Equal)).ToArray();
        var holding = silences.Where(s => s.HoldsAt(now)).ToArray();
        foreach (var alert in alerts)
        {
            if (holding.Any(s => s.Covers(alert.Labels)))
            {
                muted[alert.Fingerprint] = AlertState.Silenced;
            }
            else if (rules.Any(r => AlertMatcher.AllMatch(r.Target, alert.Labels) && alerts.Any(s => Hides(r.Source, r.Target, r.Equal, s, alert))))
            {
                muted[alert.Fingerprint] = AlertState.Hidden;
            }
        }

        return muted;
    }

    /// <summary>An alert that meets both sides hides none that does so, too: it cannot hide itself, nor two each other.</summary>
    private static bool Hides(IReadOnlyList<AlertMatcher> source, IReadOnlyList<AlertMatcher> target, IReadOnlyList<string> equal, Alert by, Alert alert)
        => by.IsFiring && by.Fingerprint != alert.Fingerprint && AlertMatcher.AllMatch(source, by.Labels)
            && !(AlertMatcher.AllMatch(target, by.Labels) && AlertMatcher.AllMatch(source, alert.Labels))
            && equal.All(l => AlertLabels.Of(by.Labels, l) == AlertLabels.Of(alert.Labels, l));

    private (IReadOnlyList<AlertGroup> Groups, IReadOnlyList<AlertNotice> Notices) Tell(AlertPolicy policy, List<Alert> alerts, Dictionary<string, AlertState> muted, DateTimeOffset now)
    {
        var before = Groups.ToDictionary(g => g.Key, StringComparer.Ordinal);
        var (groups, notices) = (new List<AlertGroup>(), new List<AlertNotice>());
        var members = alerts.SelectMany(a => AlertWay.Of(policy.Route, a.Labels).Select(way => (Alert: a, Way: way, Labels: way.GroupOf(a.Labels)))).GroupBy(m => KeyOf(m.Way, m.Labels), StringComparer.Ordinal);
        foreach (var member in members.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            var (way, labels) = (member.First().Way, member.First().Labels);
            var old = before.GetValueOrDefault(member.Key);
            if (old is null && !member.Any(m => m.Alert.IsFiring))
            {
                continue; // Nobody on this way was told of it.
            }

            var group = old ?? new AlertGroup { Key = member.Key, Receiver = way.Receiver, Labels = labels, Next = now + way.Wait };
            var latest = now + (way.Wait > way.Interval ? way.Wait : way.Interval);
            group = group.Next > latest ? group with { Next = latest } : group; // A clock that was set back, or a shorter interval.
            if (now >= group.Next)
            {
                group = Flush(group, way, policy, [.. member.Select(m => m.Alert)], muted, notices, now) with { Next = now + way.Interval };
            }

            if (group.Firing.Count > 0 || member.Any(m => m.Alert.IsFiring) || now < group.Next && old is not null)
            {
                groups.Add(group);
            }
        }

        // A group without alerts keeps its pace for one interval, so that an alert that goes and comes does not begin it anew each time.
        groups.AddRange(Groups.Where(g => now < g.Next && g.Firing.Count == 0 && !groups.Exists(n => n.Key == g.Key)));
        return ([.. groups.OrderBy(g => g.Key, StringComparer.Ordinal)], notices);
    }

    private static AlertGroup Flush(AlertGroup group, AlertWay way, AlertPolicy policy, IReadOnlyList<Alert> alerts, Dictionary<string, AlertState> muted, List<AlertNotice> notices, DateTimeOffset now)
    {
        var heard = alerts.Where(a => !muted.ContainsKey(a.Fingerprint)).ToArray();
        var told = group.Firing.ToHashSet(StringComparer.Ordinal);
        Alert[] firing = [.. heard.Where(a => a.IsFiring)];
        Alert[] over = [.. heard.Where(a => !a.IsFiring && told.Contains(a.Fingerprint))];
        AlertNoticeCause? cause = firing.Any(a => !told.Contains(a.Fingerprint)) ? AlertNoticeCause.New
            : over.Length > 0 ? AlertNoticeCause.Resolved
            : firing.Length > 0 && (group.Told is not { } last || now - last >= way.Repeat) ? AlertNoticeCause.Repeat
            : null;
        if (cause is not { } why)
        {
            return group;
        }

        if (why != AlertNoticeCause.Resolved || policy.Receiver(way.Receiver)?.Resolved != false)
        {
            notices.Add(new AlertNotice(way.Receiver, group.Labels, now, why, firing, policy.Receiver(way.Receiver)?.Resolved == false ? [] : over));
        }

        // What is muted now and was told stays told: its end is told when it is heard again.
        var known = alerts.Select(a => a.Fingerprint).ToHashSet(StringComparer.Ordinal);
        var left = group.Firing.Where(f => known.Contains(f) && !over.Any(o => o.Fingerprint == f));
        return group with { Told = now, Firing = [.. left.Concat(firing.Select(a => a.Fingerprint)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
    }

    private static string KeyOf(AlertWay way, IReadOnlyDictionary<string, string> labels) => $"{way.Path}:{way.Receiver}:{AlertLabels.Text(labels)}";
}
