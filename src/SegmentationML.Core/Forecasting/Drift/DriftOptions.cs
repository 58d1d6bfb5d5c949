namespace SegmentationML.Core.Forecasting.Drift;

/// <summary>The drift forecast has nothing to choose.</summary>
public sealed record DriftOptions : AlgorithmOptions
{
    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate() => [];
}
