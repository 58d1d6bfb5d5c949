using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Segment;

/// <summary>What the segment step reads.</summary>
/// <param name="Model">The segmentation's definition.</param>
/// <param name="Features">The features.</param>
/// <param name="Entity">The key's columns.</param>
public sealed record SegmentInput(ModelDefinition Model, FeaturesResult Features, IReadOnlyList<string> Entity);
