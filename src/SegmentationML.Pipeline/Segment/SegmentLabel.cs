using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Segment;

/// <summary>What people call a segment.</summary>
[YamlShorthand(nameof(Name))]
public sealed record SegmentLabel
{
    /// <summary>Its display name.</summary>
    public required string Name { get; init; }

    /// <summary>What it means and how to treat it.</summary>
    public string Description { get; init; } = "";
}
