namespace SegmentationML.Core.Forecasting.Mean;

/// <summary>The historic average has nothing to choose.</summary>
public sealed record MeanOptions : AlgorithmOptions
{
    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate() => [];
}
