namespace SegmentationML.Core.Forecasting.SeasonalWindowMean;

/// <summary>Options of the mean of the same bucket in the newest seasons.</summary>
public sealed record SeasonalWindowMeanOptions : AlgorithmOptions
{
    /// <summary>Number of seasons, at least 1; a shorter history gives all it has. Default 3.</summary>
    public int Seasons { get; init; } = 3;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Seasons < 1)
        {
            yield return new Problem("SEG-FCST-041", $"seasonal-window-mean.seasons is {Seasons}.", "Set it to 1 or more.");
        }
    }
}
