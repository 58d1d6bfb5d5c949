namespace SegmentationML.Contracts.Standard;

/// <summary>Another name of a table or column.</summary>
public sealed record ElementSynonym
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>The other name.</summary>
    public required string Synonym { get; init; }

    /// <summary>When it is used.</summary>
    public string? Description { get; init; }

    /// <summary>Language tag.</summary>
    public string? Locale { get; init; }

    /// <summary>Origin.</summary>
    public string? Source { get; init; }

    /// <summary>Such as <c>active</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];
}
