namespace SegmentationML.Core.Governance.Overrides;

/// <summary>What an override asks for: which entities, which segment, why, and for which days.</summary>
public sealed record OverrideRequest
{
    /// <summary>Keys that one override may name.</summary>
    public const int MostKeys = 10_000;

    /// <summary>The pipeline whose entities they are.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Keys of the entities; the parts of a longer key are joined by <c>|</c>.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>In place of keys: conditions, as in rules.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> When { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The segment.</summary>
    public required string Segment { get; init; }

    /// <summary>Why, as a word that reports group by, such as CONTRACT.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it is written down: a ticket, a mail, a contract.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The first day on which it holds.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The first day on which it holds no longer.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Lists everything that is wrong.</summary>
    public IEnumerable<Problem> Validate()
        => Texts().Concat(Scope()).Concat(Days());

    /// <summary>Whether two that name entities would send one of them to two segments on one day.</summary>
    /// <param name="other">The other.</param>
    /// <returns>The first such key; null when there is none.</returns>
    public string? ClashesWith(OverrideRequest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Segment != other.Segment && From < other.To && other.From < To ? Keys.Intersect(other.Keys, StringComparer.Ordinal).FirstOrDefault() : null;
    }

    private IEnumerable<Problem> Texts()
        => GovernedText.Name("The segment of an override", Segment)
            .Concat(GovernedText.Name("The reason of an override", Reason))
            .Concat(GovernedText.Line("The reference of an override", Reference))
            .Concat(Keys.SelectMany(k => GovernedText.Line("A key of an override", k, required: true)))
            .Concat(When.SelectMany(w => w.Value.Prepend(w.Key)).SelectMany(t => GovernedText.Line("A condition of an override", t, required: true)));

    private IEnumerable<Problem> Scope()
    {
        if (Keys.Count > 0 == When.Count > 0)
        {
            yield return new Problem("SEG-OVR-002", $"An override has {(Keys.Count > 0 ? "keys and conditions" : "neither keys nor conditions")}.", "Name the entities, or choose them by conditions.");
        }

        if (Keys.Count > MostKeys)
        {
            yield return new Problem("SEG-OVR-002", $"An override names {Keys.Count:N0} entities.", $"Name at most {MostKeys:N0}, or choose them by conditions.");
        }

        if (Keys.GroupBy(k => k, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            yield return new Problem("SEG-OVR-002", $"An override names '{GovernedText.Shown(twice.Key)}' twice.", "Name each entity once.");
        }
    }

    private IEnumerable<Problem> Days()
    {
        if (From >= To)
        {
            yield return new Problem("SEG-OVR-003", $"An override holds from {From:yyyy-MM-dd} to {To:yyyy-MM-dd}, which is no day.", "Set the end to the first day on which it holds no longer.");
        }
    }
}
