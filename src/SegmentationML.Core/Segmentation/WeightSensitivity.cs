namespace SegmentationML.Core.Segmentation;

/// <summary>How much the classes hang on one weight.</summary>
/// <param name="Driver">The criterion.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Step">By how much it was shifted; the other weights keep their proportions.</param>
/// <param name="MovedWhenRaised">Share of entities that change their class when it is raised.</param>
/// <param name="MovedWhenLowered">Share of entities that change their class when it is lowered.</param>
public sealed record WeightSensitivity(string Driver, double Weight, double Step, double MovedWhenRaised, double MovedWhenLowered);
