using SegmentationML.Core;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Definition;

/// <summary>The definition of a segmentation, <c>models/NAME/model.yaml</c>: what divides, into which segments, with which policies. What was fitted lies in the workspace.</summary>
public sealed record ModelDefinition
{
    /// <summary>The model's name; equals its folder's.</summary>
    public required string Name { get; init; }

    /// <summary>One or two sentences for the report.</summary>
    public string Description { get; init; } = "";

    /// <summary>What divides the entities, by name, in the order of the segment code.</summary>
    public required IReadOnlyDictionary<string, DimensionDefinition> Dimensions { get; init; }

    /// <summary>Features to publish beside those that decide.</summary>
    public IReadOnlyList<string> Drivers { get; init; } = [];

    /// <summary>The feature by which segments are weighed in reports and migrations. Default net_revenue.</summary>
    public string ValueDriver { get; init; } = "net_revenue";

    /// <summary>Entities that no class can judge, as an ordered decision list.</summary>
    public EdgeCaseDefinition EdgeCases { get; init; } = new();

    /// <summary>How classes are combined into segments.</summary>
    public MatrixDefinition Matrix { get; init; } = new();

    /// <summary>Names and descriptions of segments, by code.</summary>
    public IReadOnlyDictionary<string, SegmentLabel> Segments { get; init; } = new Dictionary<string, SegmentLabel>();

    /// <summary>The policy of each segment, by code; <c>"*"</c> serves every segment without a line of its own.</summary>
    public required IReadOnlyDictionary<string, SegmentPolicy> Policies { get; init; }

    /// <summary>Lists everything that is wrong, without looking at data.</summary>
    public IEnumerable<Problem> Validate()
    {
        if (Dimensions.Count == 0)
        {
            yield return new Problem("SEG-SEGM-101", $"model {Name} has no dimension.", "Name at least one under dimensions:, such as abc: {kind: cumulative-share, driver: net_revenue}.");
        }

        foreach (var problem in Dimensions.SelectMany(d => d.Value.Validate(d.Key)).Concat(EdgeCases.Validate()).Concat(Policies.SelectMany(p => p.Value.Validate(p.Key))))
        {
            yield return problem;
        }

        foreach (var name in Matrix.Dimensions.Where(d => !Dimensions.ContainsKey(d)))
        {
            yield return new Problem("SEG-SEGM-102", $"matrix.dimensions names '{name}'.", $"Known dimensions: {string.Join(", ", Dimensions.Keys)}.");
        }
    }
}
