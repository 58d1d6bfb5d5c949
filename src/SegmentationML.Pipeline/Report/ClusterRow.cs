namespace SegmentationML.Pipeline.Report;

/// <summary>A cluster.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Entities">How many.</param>
/// <param name="Centre">Its typical value of each driver, in the order of <see cref="ClusterPlot.Drivers"/> and in the drivers' own units.</param>
public sealed record ClusterRow(string Code, long Entities, IReadOnlyList<double> Centre)
{
    /// <summary>What it is called; empty when it has no name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Mean Jaccard with which it comes back in bootstrap resamples; NaN when not measured.</summary>
    public double Jaccard { get; init; } = double.NaN;
}
