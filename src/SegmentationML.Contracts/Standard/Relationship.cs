namespace SegmentationML.Contracts.Standard;

/// <summary>A foreign key: values of one side must be found on the other.</summary>
public sealed record Relationship
{
    /// <summary>Stable identifier, since v3.2.</summary>
    public string? Id { get; init; }

    /// <summary>Always <c>foreignKey</c>; null stands for it.</summary>
    public string? Type { get; init; }

    /// <summary>Columns of this side (<c>table.column</c>); given on tables, implied on columns.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Columns of the other side (<c>table.column</c> or a reference by id).</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];
}
