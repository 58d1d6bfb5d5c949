namespace SegmentationML.Contracts.Standard;

/// <summary>Arguments of a library metric.</summary>
public sealed record QualityArguments
{
    /// <summary>Values that stand for nothing; may hold null.</summary>
    public IReadOnlyList<object?>? MissingValues { get; init; }

    /// <summary>Values that are valid; may hold null.</summary>
    public IReadOnlyList<object?>? ValidValues { get; init; }

    /// <summary>Regular expression that valid values match.</summary>
    public string? Pattern { get; init; }

    /// <summary>Columns that are unique together.</summary>
    public IReadOnlyList<string>? Properties { get; init; }
}
