namespace SegmentationML.Contracts.Standard;

/// <summary>A column, or a field of a nested value.</summary>
public sealed record SchemaProperty : SchemaElement
{
    /// <summary>Name of the column; only the items of an array and the sides of a map may do without.</summary>
    public string? Name { get; init; }

    /// <summary>True when it is part of the primary key.</summary>
    public bool PrimaryKey { get; init; }

    /// <summary>Place in the primary key from 1; -1 when not given.</summary>
    public int PrimaryKeyPosition { get; init; } = -1;

    /// <summary>The type; null when the contract does not promise one.</summary>
    public LogicalType? LogicalType { get; init; }

    /// <summary>Bounds of the type.</summary>
    public LogicalTypeOptions? LogicalTypeOptions { get; init; }

    /// <summary>True when null is not allowed.</summary>
    public bool Required { get; init; }

    /// <summary>True when no value may stand twice; nulls are not compared.</summary>
    public bool Unique { get; init; }

    /// <summary>Role in a semantic layer, since v3.2; null stands for column.</summary>
    public SemanticType? SemanticType { get; init; }

    /// <summary>True when the source is partitioned by it; informative.</summary>
    public bool Partitioned { get; init; }

    /// <summary>Place in the partition key from 1; -1 when not given.</summary>
    public int PartitionKeyPosition { get; init; } = -1;

    /// <summary>Such as <c>restricted</c>.</summary>
    public string? Classification { get; init; }

    /// <summary>Name of the column that holds the encrypted value.</summary>
    public string? EncryptedName { get; init; }

    /// <summary>Source objects of the transformation.</summary>
    public IReadOnlyList<string> TransformSourceObjects { get; init; } = [];

    /// <summary>Logic of the transformation; informative, never run.</summary>
    public string? TransformLogic { get; init; }

    /// <summary>The transformation in words.</summary>
    public string? TransformDescription { get; init; }

    /// <summary>Sample values.</summary>
    public IReadOnlyList<object?> Examples { get; init; } = [];

    /// <summary>The allowed values, since v3.2; null allows all.</summary>
    public IReadOnlyList<EnumValue>? Enum { get; init; }

    /// <summary>True when it is a critical data element.</summary>
    public bool CriticalDataElement { get; init; }

    /// <summary>The items of an array.</summary>
    public SchemaProperty? Items { get; init; }

    /// <summary>The fields of an object.</summary>
    public IReadOnlyList<SchemaProperty> Properties { get; init; } = [];

    /// <summary>Key and value of a map, since v3.2.</summary>
    public MapSides? Map { get; init; }
}
