namespace SegmentationML.Core.Forecasting.Imapa;

/// <summary>Options of IMAPA.</summary>
public sealed record ImapaOptions : AlgorithmOptions
{
    /// <summary>Largest block in buckets, at least 1; null (the default) takes the mean interval between demands, the first one included, rounded half to even. Never more than the history has.</summary>
    public int? LargestBlock { get; init; }

    /// <summary>Smallest smoothing weight that a fit may choose, in (0, 1). Default 0.1.</summary>
    public double LowestAlpha { get; init; } = 0.1;

    /// <summary>Largest smoothing weight that a fit may choose, above the smallest and at most 1. Default 0.3.</summary>
    public double HighestAlpha { get; init; } = 0.3;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (LargestBlock is < 1)
        {
            yield return new Problem("SEG-FCST-063", $"imapa.largest_block is {LargestBlock}.", "Set it to 1 or more, or leave it out to have it chosen.");
        }

        if (!(LowestAlpha > 0 && LowestAlpha < HighestAlpha && HighestAlpha <= 1))
        {
            yield return new Problem("SEG-FCST-064", $"imapa fits alpha between {LowestAlpha} and {HighestAlpha}.", "Set 0 < lowest < highest <= 1; 0.1 and 0.3 are usual.");
        }
    }
}
