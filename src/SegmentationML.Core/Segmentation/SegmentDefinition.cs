namespace SegmentationML.Core.Segmentation;

/// <summary>A segment that a model defines.</summary>
/// <param name="Code">Stable code; what downstream systems hold on to.</param>
/// <param name="Name">What people call it.</param>
public sealed record SegmentDefinition(string Code, string Name);
