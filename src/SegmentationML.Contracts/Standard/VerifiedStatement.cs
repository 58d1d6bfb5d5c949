namespace SegmentationML.Contracts.Standard;

/// <summary>A question about the data, with its verified answer.</summary>
public sealed record VerifiedStatement
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The expected answer.</summary>
    public string? Answer { get; init; }

    /// <summary>Links to definitions.</summary>
    public IReadOnlyList<AuthoritativeDefinition> AuthoritativeDefinitions { get; init; } = [];

    /// <summary>Free tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];
}
