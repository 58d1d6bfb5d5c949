namespace SegmentationML.Contracts.Standard;

/// <summary>An allowed value.</summary>
public sealed record EnumValue
{
    /// <summary>The value.</summary>
    public required object Value { get; init; }

    /// <summary>Name for people.</summary>
    public string? Label { get; init; }

    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>Meaning in words.</summary>
    public string? Description { get; init; }

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];

    /// <summary>Links to definitions.</summary>
    public IReadOnlyList<AuthoritativeDefinition> AuthoritativeDefinitions { get; init; } = [];

    /// <summary>Free tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
