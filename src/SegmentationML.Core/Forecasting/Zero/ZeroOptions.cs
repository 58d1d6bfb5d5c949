namespace SegmentationML.Core.Forecasting.Zero;

/// <summary>The zero forecast has nothing to choose.</summary>
public sealed record ZeroOptions : AlgorithmOptions
{
    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate() => [];
}
