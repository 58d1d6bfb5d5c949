namespace SegmentationML.Contracts.Standard;

/// <summary>Key and value of a map.</summary>
public sealed record MapSides
{
    /// <summary>The key.</summary>
    public required SchemaProperty Key { get; init; }

    /// <summary>The value.</summary>
    public required SchemaProperty Value { get; init; }
}
