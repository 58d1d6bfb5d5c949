namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>How near an entity is to another segment once the chain has run.</summary>
/// <param name="Second">The segment that it would go to; <see cref="SegmentAssignments.None"/> when no single change moves it.</param>
/// <param name="Driver">The driver that decides, an index into the assignments' drivers; <see cref="SegmentAssignments.None"/> without a margin.</param>
/// <param name="Boundary">The value that the driver must reach; NaN without a margin.</param>
/// <param name="Margin">Distance to it, in the driver's unit; NaN without a margin.</param>
/// <param name="Deviations">The same in standard deviations of the entity's own history; NaN when not known.</param>
public readonly record struct SegmentMargin(int Second, int Driver, double Boundary, double Margin, double Deviations);
