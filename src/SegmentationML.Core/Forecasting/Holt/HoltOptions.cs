namespace SegmentationML.Core.Forecasting.Holt;

/// <summary>Options of Holt's linear trend.</summary>
public sealed record HoltOptions : AlgorithmOptions
{
    /// <summary>Whether the trend is damped. Default false.</summary>
    public bool Damped { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate() => [];
}
