namespace SegmentationML.Core.Forecasting.HoltWinters;

/// <summary>Options of Holt and Winters' level, trend and season.</summary>
public sealed record HoltWintersOptions : AlgorithmOptions
{
    /// <summary>Whether the season is a factor of the level (and so is the error), or is added to it. Default added.</summary>
    public bool Multiplicative { get; init; }

    /// <summary>Whether the trend is damped. Default false.</summary>
    public bool Damped { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate() => [];
}
