namespace SegmentationML.Contracts.Standard;

/// <summary>An access role.</summary>
public sealed record AccessRole
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the role.</summary>
    public required string Role { get; init; }

    /// <summary>Meaning in words.</summary>
    public string? Description { get; init; }

    /// <summary>Kind of access.</summary>
    public string? Access { get; init; }

    /// <summary>First approvers.</summary>
    public string? FirstLevelApprovers { get; init; }

    /// <summary>Second approvers.</summary>
    public string? SecondLevelApprovers { get; init; }

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];
}
