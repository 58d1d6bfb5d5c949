namespace SegmentationML.Pipeline.Report;

/// <summary>Why an entity is where it is.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name; null without one.</param>
/// <param name="Segment">Code of its segment.</param>
/// <param name="SegmentName">Display name of its segment.</param>
/// <param name="Reasons">The reasons, in words or as codes, in order.</param>
/// <param name="Drivers">The drivers with their values.</param>
/// <param name="BoundaryDriver">The driver whose boundary is nearest; null when there is none.</param>
/// <param name="BoundaryValue">Where that boundary lies, in the driver's unit.</param>
/// <param name="Margin">Distance to it, in the driver's unit.</param>
/// <param name="MarginDeviations">The same in standard deviations; NaN when not known.</param>
/// <param name="SecondSegment">Where it would be past that boundary; null when there is none.</param>
/// <param name="Method">Its forecasting method; null when it is not forecast.</param>
/// <param name="SafetyStock">Units; NaN when not stocked.</param>
/// <param name="ReorderPoint">Units; NaN when not stocked.</param>
/// <param name="OrderQuantity">Units; NaN when not stocked.</param>
public sealed record EntityReason(
    string Key,
    string? Name,
    string Segment,
    string SegmentName,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<DriverValue> Drivers,
    string? BoundaryDriver,
    double BoundaryValue,
    double Margin,
    double MarginDeviations,
    string? SecondSegment,
    string? Method,
    double SafetyStock,
    double ReorderPoint,
    double OrderQuantity)
{
    /// <summary>The smallest change of a single driver that would move it, as a sentence; empty when it was not worded.</summary>
    public string NextChange { get; init; } = "";
}
