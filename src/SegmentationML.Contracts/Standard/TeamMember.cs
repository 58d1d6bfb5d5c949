namespace SegmentationML.Contracts.Standard;

/// <summary>A member of the team.</summary>
public sealed record TeamMember
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>User name or mail address.</summary>
    public required string Username { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Meaning in words.</summary>
    public string? Description { get; init; }

    /// <summary>Such as owner.</summary>
    public string? Role { get; init; }

    /// <summary>First day in the team, ISO 8601.</summary>
    public string? DateIn { get; init; }

    /// <summary>Last day in the team, ISO 8601.</summary>
    public string? DateOut { get; init; }

    /// <summary>Who followed.</summary>
    public string? ReplacedByUsername { get; init; }

    /// <summary>Free tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];

    /// <summary>Links to definitions.</summary>
    public IReadOnlyList<AuthoritativeDefinition> AuthoritativeDefinitions { get; init; } = [];
}
