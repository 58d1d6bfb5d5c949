namespace SegmentationML.Core.Forecasting.Sbj;

/// <summary>Options of the Shale-Boylan-Johnston correction.</summary>
public sealed record SbjOptions : AlgorithmOptions
{
    /// <summary>Smoothing weight of sizes and of intervals, in (0, 1]. Default 0.1.</summary>
    public double Alpha { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(Alpha > 0 && Alpha <= 1))
        {
            yield return new Problem("SEG-FCST-060", $"sbj.alpha is {Alpha}.", "Set it in (0, 1]; 0.05 to 0.2 is usual.");
        }
    }
}
