namespace SegmentationML.Contracts.Standard;

/// <summary>A link to a definition.</summary>
public sealed record AuthoritativeDefinition
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>Address; never followed.</summary>
    public required string Url { get; init; }

    /// <summary>Such as <c>businessDefinition</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Meaning in words.</summary>
    public string? Description { get; init; }
}
