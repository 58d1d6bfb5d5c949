namespace SegmentationML.Contracts.Standard;

/// <summary>Something that must not be done with the data.</summary>
public sealed record ContextConstraint
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>The constraint in words.</summary>
    public required string Constraint { get; init; }

    /// <summary>Links to definitions.</summary>
    public IReadOnlyList<AuthoritativeDefinition> AuthoritativeDefinitions { get; init; } = [];

    /// <summary>Free tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];
}
