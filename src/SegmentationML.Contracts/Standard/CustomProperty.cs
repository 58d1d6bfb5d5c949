namespace SegmentationML.Contracts.Standard;

/// <summary>A property outside the standard.</summary>
public sealed record CustomProperty
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    public required string Property { get; init; }

    /// <summary>Value.</summary>
    public object? Value { get; init; }

    /// <summary>Meaning in words.</summary>
    public string? Description { get; init; }

    /// <summary>System that the property is for, since v3.2.</summary>
    public string? Vendor { get; init; }
}
