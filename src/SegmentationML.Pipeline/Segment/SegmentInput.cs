using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Segment;

/// <summary>What the segment step reads.</summary>
/// <param name="Model">The segmentation's definition.</param>
/// <param name="Features">The features.</param>
/// <param name="Entity">The key's columns.</param>
/// <param name="History">The version that the segments are judged against; null for the first.</param>
/// <param name="Inputs">Digest of features and model.</param>
public sealed record SegmentInput(ModelDefinition Model, FeaturesResult Features, IReadOnlyList<string> Entity, SegmentHistory? History = null, string Inputs = "");
