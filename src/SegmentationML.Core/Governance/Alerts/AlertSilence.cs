namespace SegmentationML.Core.Governance.Alerts;

/// <summary>Nobody is told of the alerts that meet its conditions, for a time that somebody chose with a reason; they are still found and shown.</summary>
public sealed record AlertSilence
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>1 and up, never reused.</summary>
    public long Number { get; init; }

    /// <summary>Conditions on labels; all must be met.</summary>
    public required IReadOnlyList<string> Matchers { get; init; }

    /// <summary>From when on, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Who silences.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether it holds at a moment.</summary>
    /// <param name="time">UTC.</param>
    public bool HoldsAt(DateTimeOffset time) => From <= time && time < To;

    /// <summary>Whether it is about an alert.</summary>
    /// <param name="labels">The alert's labels.</param>
    public bool Covers(IReadOnlyDictionary<string, string> labels) => AlertMatcher.AllMatch(AlertMatcher.ParseAll(Matchers), labels);

    /// <summary>Lists everything that is wrong.</summary>
    /// <param name="now">UTC.</param>
    public IEnumerable<Problem> Validate(DateTimeOffset now)
    {
        if (Matchers.Count is 0 or > 20 || AlertMatcher.ParseAll(Matchers.Where(m => AlertMatcher.Parse(m) is not null)).All(m => m.Matches(new Dictionary<string, string>(StringComparer.Ordinal))))
        {
            yield return new Problem("SEG-ALRT-007", "A silence has no condition that an alert without labels would not meet: it would cover everything.", "Name what to silence, such as `pipeline = online-retail-products`; up to 20 conditions.");
        }

        if (From >= To || To <= now || To - From > Longest)
        {
            yield return new Problem("SEG-ALRT-007", $"A silence goes from {From.UtcDateTime:yyyy-MM-dd HH:mm} to {To.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", "Let it end after it begins, in the future, and within a year.");
        }

        foreach (var problem in AlertMatcher.Validate("A silence", Matchers).Concat(GovernedText.Name("Who silences", By)).Concat(GovernedText.Line("The reason of a silence", Reason, required: true)))
        {
            yield return problem;
        }
    }
}
