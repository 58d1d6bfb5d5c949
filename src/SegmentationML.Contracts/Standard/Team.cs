namespace SegmentationML.Contracts.Standard;

/// <summary>Who stands behind the contract.</summary>
public sealed record Team
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the team.</summary>
    public string? Name { get; init; }

    /// <summary>Meaning in words.</summary>
    public string? Description { get; init; }

    /// <summary>The members.</summary>
    public IReadOnlyList<TeamMember> Members { get; init; } = [];

    /// <summary>Free tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];

    /// <summary>Links to definitions.</summary>
    public IReadOnlyList<AuthoritativeDefinition> AuthoritativeDefinitions { get; init; } = [];
}
