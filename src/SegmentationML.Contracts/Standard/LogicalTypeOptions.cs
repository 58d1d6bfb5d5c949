namespace SegmentationML.Contracts.Standard;

/// <summary>Bounds of a type. Which of them may be given depends on the type; bounds are decimal for numbers and text for dates and times.</summary>
public sealed record LogicalTypeOptions
{
    /// <summary>Least number of characters (string).</summary>
    public int? MinLength { get; init; }

    /// <summary>Greatest number of characters (string).</summary>
    public int? MaxLength { get; init; }

    /// <summary>Regular expression, ECMA-262, found anywhere in the value unless anchored (string).</summary>
    public string? Pattern { get; init; }

    /// <summary>Text, date or number format, by type.</summary>
    public string? Format { get; init; }

    /// <summary>Least value, itself allowed.</summary>
    public object? Minimum { get; init; }

    /// <summary>Greatest value, itself allowed.</summary>
    public object? Maximum { get; init; }

    /// <summary>Values must be greater than this.</summary>
    public object? ExclusiveMinimum { get; init; }

    /// <summary>Values must be less than this.</summary>
    public object? ExclusiveMaximum { get; init; }

    /// <summary>Values must be a whole multiple of this, above 0 (number, integer).</summary>
    public decimal? MultipleOf { get; init; }

    /// <summary>True when values carry a time zone (timestamp, time).</summary>
    public bool? Timezone { get; init; }

    /// <summary>Time zone of values without one (timestamp, time).</summary>
    public string? DefaultTimezone { get; init; }

    /// <summary>Least number of items (array).</summary>
    public int? MinItems { get; init; }

    /// <summary>Greatest number of items (array).</summary>
    public int? MaxItems { get; init; }

    /// <summary>True when no item may stand twice (array).</summary>
    public bool? UniqueItems { get; init; }

    /// <summary>Least number of fields (object).</summary>
    public int? MinProperties { get; init; }

    /// <summary>Greatest number of fields (object).</summary>
    public int? MaxProperties { get; init; }

    /// <summary>Fields that must be there (object).</summary>
    public IReadOnlyList<string>? Required { get; init; }

    /// <summary>Length (vector).</summary>
    public int? Dimensions { get; init; }

    /// <summary>Type of the elements (vector).</summary>
    public string? ElementType { get; init; }

    /// <summary>Intended distance (vector).</summary>
    public string? DistanceMetric { get; init; }

    /// <summary>Model that made the vectors (vector).</summary>
    public string? EmbeddingModel { get; init; }

    /// <summary>Version of that model (vector).</summary>
    public string? EmbeddingModelVersion { get; init; }

    /// <summary>True when vectors have length one (vector).</summary>
    public bool? Normalized { get; init; }
}
