using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>One criterion of a weighted score.</summary>
[Definition.Yaml.YamlShorthand(nameof(Weight))]
public sealed record CriterionDefinition
{
    /// <summary>Its weight; the weights of all criteria sum to one.</summary>
    public required double Weight { get; init; }

    /// <summary>True when a small value scores high. Default false.</summary>
    public bool LessIsBetter { get; init; }

    /// <summary>How it becomes a number in [0, 1]. Default percentile.</summary>
    public Normaliser Normaliser { get; init; }

    /// <summary>What a value that is not known counts, in [0, 1]; by default its weight is shared out among the others.</summary>
    public double? Prior { get; init; }
}
