namespace SegmentationML.Core.Forecasting.WindowMean;

/// <summary>Options of the mean of the newest buckets.</summary>
public sealed record WindowMeanOptions : AlgorithmOptions
{
    /// <summary>Number of observed buckets, at least 1; a shorter history gives all it has. Default 7.</summary>
    public int Window { get; init; } = 7;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Window < 1)
        {
            yield return new Problem("SEG-FCST-040", $"window-mean.window is {Window}.", "Set it to 1 or more.");
        }
    }
}
