namespace SegmentationML.Pipeline.Features;

/// <summary>A feature: what its number means.</summary>
/// <param name="Name">Snake case; a driver is named by it.</param>
/// <param name="Unit">Unit of measure, such as <c>units/bucket</c>; <c>1</c> for a plain ratio.</param>
/// <param name="Description">One line.</param>
public sealed record FeatureColumn(string Name, string Unit, string Description);
