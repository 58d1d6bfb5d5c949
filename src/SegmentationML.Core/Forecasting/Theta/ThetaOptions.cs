namespace SegmentationML.Core.Forecasting.Theta;

/// <summary>Options of the Theta methods.</summary>
public sealed record ThetaOptions : AlgorithmOptions
{
    /// <summary>Which of them. Default the classic one.</summary>
    public ThetaVariant Variant { get; init; } = ThetaVariant.Classic;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!Enum.IsDefined(Variant))
        {
            yield return new Problem("SEG-FCST-044", $"theta.variant is {Variant}.", $"Take one of {string.Join(", ", Enum.GetNames<ThetaVariant>())}.");
        }
    }
}
