namespace SegmentationML.Contracts.Standard;

/// <summary>A table.</summary>
public sealed record SchemaObject : SchemaElement
{
    /// <summary>Name of the table.</summary>
    public required string Name { get; init; }

    /// <summary>Always <see cref="LogicalType.Object"/>.</summary>
    public LogicalType LogicalType { get; init; } = LogicalType.Object;

    /// <summary>What one row is.</summary>
    public string? DataGranularityDescription { get; init; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<SchemaProperty> Properties { get; init; } = [];

    /// <summary>Guidance for readers that are programs, since v3.2.</summary>
    public ContractContext? Context { get; init; }
}
