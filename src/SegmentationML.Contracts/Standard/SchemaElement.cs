namespace SegmentationML.Contracts.Standard;

/// <summary>What tables and columns have in common.</summary>
public abstract record SchemaElement
{
    /// <summary>Stable identifier for references.</summary>
    public string? Id { get; init; }

    /// <summary>Name in the source, when it differs from the name.</summary>
    public string? PhysicalName { get; init; }

    /// <summary>Type in the source; informative.</summary>
    public string? PhysicalType { get; init; }

    /// <summary>Meaning in words.</summary>
    public string? Description { get; init; }

    /// <summary>Name for people.</summary>
    public string? BusinessName { get; init; }

    /// <summary>True when it should no longer be used, since v3.2.</summary>
    public bool? Deprecated { get; init; }

    /// <summary>Other names, since v3.2.</summary>
    public IReadOnlyList<ElementSynonym> Synonyms { get; init; } = [];

    /// <summary>Links to definitions.</summary>
    public IReadOnlyList<AuthoritativeDefinition> AuthoritativeDefinitions { get; init; } = [];

    /// <summary>Free tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];

    /// <summary>References to other tables.</summary>
    public IReadOnlyList<Relationship> Relationships { get; init; } = [];

    /// <summary>Quality rules.</summary>
    public IReadOnlyList<QualityRule> Quality { get; init; } = [];
}
