namespace SegmentationML.Core.Governance.Alerts;

/// <summary>A route as it holds after its parents were asked for what it leaves out.</summary>
/// <param name="Path">The matchers from the root down to it: its name, which an edit elsewhere does not change.</param>
/// <param name="Receiver">Who is told.</param>
/// <param name="GroupBy">The labels that groups share; null for each alert alone.</param>
/// <param name="Wait">How long a group's first notice waits.</param>
/// <param name="Interval">The least time between two notices of a group.</param>
/// <param name="Repeat">After how long an unchanged notice is repeated.</param>
public sealed record AlertWay(string Path, string Receiver, IReadOnlyList<string>? GroupBy, TimeSpan Wait, TimeSpan Interval, TimeSpan Repeat)
{
    /// <summary>The ways that an alert takes, in order; at least one.</summary>
    /// <param name="root">The tree; validated.</param>
    /// <param name="labels">The alert's labels.</param>
    public static IReadOnlyList<AlertWay> Of(AlertRoute root, IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(root);
        var usual = new AlertWay("", "", [AlertLabels.Pipeline], TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromHours(24));
        return [.. Down(root, usual, labels)];
    }

    /// <summary>All ways of a tree, parents before children.</summary>
    /// <param name="root">The tree; validated.</param>
    public static IEnumerable<AlertWay> All(AlertRoute root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return Under(root, new AlertWay("", "", [AlertLabels.Pipeline], TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromHours(24)));
    }

    /// <summary>The labels by which alerts of this way are told together.</summary>
    /// <param name="labels">An alert's labels.</param>
    public IReadOnlyDictionary<string, string> GroupOf(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var names = GroupBy ?? [.. labels.Keys];
        return new SortedDictionary<string, string>(names.Distinct(StringComparer.Ordinal).ToDictionary(n => n, n => AlertLabels.Of(labels, n), StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static IEnumerable<AlertWay> Down(AlertRoute route, AlertWay parent, IReadOnlyDictionary<string, string> labels)
    {
        var (own, taken) = (parent.With(route), false);
        foreach (var child in route.Routes.Where(c => AlertMatcher.AllMatch(AlertMatcher.ParseAll(c.Matchers), labels)))
        {
            taken = true;
            foreach (var way in Down(child, own, labels))
            {
                yield return way;
            }

            if (!child.Continue)
            {
                break;
            }
        }

        if (!taken)
        {
            yield return own;
        }
    }

    private static IEnumerable<AlertWay> Under(AlertRoute route, AlertWay parent)
    {
        var own = parent.With(route);
        return route.Routes.SelectMany(c => Under(c, own)).Prepend(own);
    }

    private AlertWay With(AlertRoute route) => new(
        $"{Path}/{string.Join(',', AlertMatcher.ParseAll(route.Matchers))}",
        route.Receiver ?? Receiver,
        route.GroupBy is null ? GroupBy : route.GroupBy.Contains(AlertRoute.EachAlone, StringComparer.Ordinal) ? null : route.GroupBy,
        route.GroupWaitSeconds is { } wait ? TimeSpan.FromSeconds(wait) : Wait,
        route.GroupIntervalMinutes is { } interval ? TimeSpan.FromMinutes(interval) : Interval,
        route.RepeatHours is { } repeat ? TimeSpan.FromHours(repeat) : Repeat);
}
