using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Rows that are not meant to be loaded, such as codes that are not products.</summary>
[YamlShorthand(nameof(Where))]
public sealed record LeaveOutRule
{
    /// <summary>A scalar SQL condition over source columns: rows for which it is true are left out.</summary>
    public required string Where { get; init; }

    /// <summary>Why, in a few words for reports; null takes the rule's name.</summary>
    public string? Reason { get; init; }
}
