namespace SegmentationML.Contracts.Standard;

/// <summary>A service level.</summary>
public sealed record SlaProperty
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>Such as <c>latency</c>; case does not matter, two-letter names are understood.</summary>
    public required string Property { get; init; }

    /// <summary>The agreed value.</summary>
    public required object Value { get; init; }

    /// <summary>Second value, where the property has one.</summary>
    public object? ValueExt { get; init; }

    /// <summary>Unit, such as <c>d</c>.</summary>
    public string? Unit { get; init; }

    /// <summary><c>table.column</c>, or <c>column</c> when the contract has one table; several separated by commas.</summary>
    public string? Element { get; init; }

    /// <summary><c>regulatory</c>, <c>analytics</c> or <c>operational</c>.</summary>
    public string? Driver { get; init; }

    /// <summary>Meaning in words.</summary>
    public string? Description { get; init; }

    /// <summary>Name of the scheduler; informative.</summary>
    public string? Scheduler { get; init; }

    /// <summary>The schedule; informative.</summary>
    public string? Schedule { get; init; }

    /// <summary>Properties outside the standard, since v3.2.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];

    /// <summary>Links to definitions, since v3.2.</summary>
    public IReadOnlyList<AuthoritativeDefinition> AuthoritativeDefinitions { get; init; } = [];
}
