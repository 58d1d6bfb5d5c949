namespace SegmentationML.Core.Forecasting.Naive;

/// <summary>The naive forecast has nothing to choose.</summary>
public sealed record NaiveOptions : AlgorithmOptions
{
    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate() => [];
}
