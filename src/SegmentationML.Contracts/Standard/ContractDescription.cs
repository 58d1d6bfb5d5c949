namespace SegmentationML.Contracts.Standard;

/// <summary>What the data is for.</summary>
public sealed record ContractDescription
{
    /// <summary>Intended usage.</summary>
    public string? Usage { get; init; }

    /// <summary>Purpose.</summary>
    public string? Purpose { get; init; }

    /// <summary>Limits.</summary>
    public string? Limitations { get; init; }

    /// <summary>Links to definitions.</summary>
    public IReadOnlyList<AuthoritativeDefinition> AuthoritativeDefinitions { get; init; } = [];

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];
}
