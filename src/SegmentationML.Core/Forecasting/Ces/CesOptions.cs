namespace SegmentationML.Core.Forecasting.Ces;

/// <summary>Options of complex exponential smoothing.</summary>
public sealed record CesOptions : AlgorithmOptions
{
    /// <summary>How the season enters; null (the default) chooses by AICc.</summary>
    public CesSeason? Season { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Season is { } season && !Enum.IsDefined(season))
        {
            yield return new Problem("SEG-FCST-048", $"ces.season is {season}.", $"Take one of {string.Join(", ", Enum.GetNames<CesSeason>())}, or leave it out to have it chosen.");
        }
    }
}
