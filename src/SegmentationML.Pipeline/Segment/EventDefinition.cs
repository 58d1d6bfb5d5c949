using SegmentationML.Core;

namespace SegmentationML.Pipeline.Segment;

/// <summary>A temporary rule for an occasion (a promotion, a launch, a recall): it begins and ends by itself.</summary>
public sealed record EventDefinition
{
    /// <summary>Its name; published as override_id of every entity that it holds.</summary>
    public required string Name { get; init; }

    /// <summary>Keys of the entities; the parts of a longer key are joined by <c>|</c>.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>In place of keys: conditions, as in rules.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> When { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The segment for its time.</summary>
    public required string Segment { get; init; }

    /// <summary>The first day on which it holds.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The first day on which it holds no longer. An event without an end is refused.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Lists everything that is wrong, without looking at data.</summary>
    public IEnumerable<Problem> Validate() => PlacementText.Validate("Event", Name, Keys, When, To);
}
