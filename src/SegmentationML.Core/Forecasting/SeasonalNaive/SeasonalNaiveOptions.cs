namespace SegmentationML.Core.Forecasting.SeasonalNaive;

/// <summary>The seasonal naive forecast has nothing to choose: the season belongs to the history.</summary>
public sealed record SeasonalNaiveOptions : AlgorithmOptions
{
    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate() => [];
}
