namespace SegmentationML.Core.Governance.Alerts;

/// <summary>How many entities stand close to the boundary of another segment.</summary>
/// <param name="Within">How close, in standard deviations of the driver that decides.</param>
/// <param name="Entities">Entities at most so far from their nearest boundary.</param>
public sealed record NearBoundary(double Within, long Entities)
{
    /// <summary>The distances that are counted.</summary>
    public static IReadOnlyList<double> Steps { get; } = [0.05, 0.1, 0.25, 0.5, 1];
}
