namespace SegmentationML.Contracts.Standard;

/// <summary>Role of a property in a semantic layer.</summary>
public enum SemanticType
{
    /// <summary>A physical column.</summary>
    Column,

    /// <summary>An aggregate; not a column, so it is not looked for in the data.</summary>
    Measure,

    /// <summary>An attribute for grouping.</summary>
    Dimension,
}
