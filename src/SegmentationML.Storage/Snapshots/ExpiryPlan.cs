using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Storage.Snapshots;

/// <summary>What the rules say of every version whose files are there, or should have gone.</summary>
/// <param name="Versions">Oldest first.</param>
internal sealed record ExpiryPlan(IReadOnlyList<PlannedExpiry> Versions)
{
    /// <summary>Versions to mark.</summary>
    public IReadOnlyList<long> ToMark => [.. Versions.Where(v => v.Kept is null && v.Row.Marked is null && v.Row.Expired is null).Select(v => v.Row.Version)];

    /// <summary>Versions that were marked and are kept all the same.</summary>
    public IReadOnlyList<long> ToUnmark => [.. Versions.Where(v => v.Kept is not null && v.Row.Marked is not null).Select(v => v.Row.Version)];

    /// <summary>Judges every version.</summary>
    public static ExpiryPlan Of(VersionFacts facts, RetentionOptions rules, DateTimeOffset now)
    {
        var newest = facts.Activations.Select(a => a.Version).Where(v => facts.Rows.Any(r => r.Version == v && r.Expired is null)).OrderDescending().Take(rules.KeepLast ?? int.MaxValue).ToHashSet();
        return new ExpiryPlan([.. facts.Rows.Select(row => new PlannedExpiry(row, row.Expired is null ? Reason(row, facts, rules, newest, now) : null, IsDue(row, rules, now)))]);
    }

    /// <summary>What is planned for a version; null when it does not exist.</summary>
    public PlannedExpiry? Find(long version) => Versions.FirstOrDefault(v => v.Row.Version == version);

    private static bool IsDue(VersionRow row, RetentionOptions rules, DateTimeOffset now) => row.Expired is not null || now - (row.Marked ?? now) >= TimeSpan.FromHours(rules.GraceHours);

    /// <summary>The first rule that keeps a version; null when none does.</summary>
    private static string? Reason(VersionRow row, VersionFacts facts, RetentionOptions rules, HashSet<long> newest, DateTimeOffset now)
    {
        if (!rules.LetsGo)
        {
            return "no rule lets versions go";
        }

        return facts.StateOf(row) switch
        {
            VersionState.Live => "in use",
            VersionState.Candidate => "waits for a decision",
            _ when row.Version == facts.Current?.Parent => "before the one in use",
            _ when facts.NamesOf(row.Version, NameRows.Tag) is [var tag, ..] => $"tag {tag}",
            _ when facts.NamesOf(row.Version, NameRows.Alias) is [var alias, ..] => $"alias {alias}",
            _ when rules.KeepLast is { } last && newest.Contains(row.Version) => $"among the last {last}",
            _ when rules.KeepDays is { } days && now - row.Time < TimeSpan.FromDays(days) => $"younger than {days} days",
            _ => null,
        };
    }
}
