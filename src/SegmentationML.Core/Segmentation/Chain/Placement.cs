namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>An override or an event: entities, a segment, and the days on which it holds.</summary>
public sealed record Placement
{
    /// <summary>Its id, unique among its kind.</summary>
    public required string Id { get; init; }

    /// <summary>The entities by index, when they are named; null when <see cref="When"/> chooses them.</summary>
    public IReadOnlyList<int>? Entities { get; init; }

    /// <summary>Which entities it concerns, when they are not named.</summary>
    public EntityCondition When { get; init; } = EntityCondition.Everyone;

    /// <summary>Code of the segment.</summary>
    public required string Segment { get; init; }

    /// <summary>The first day on which it holds.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The first day on which it holds no longer.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Why, in a word that reports group by.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who approved it.</summary>
    public string Approver { get; init; } = "";

    internal bool HoldsOn(DateOnly day) => From <= day && day < To;
}
