namespace SegmentationML.Core.Forecasting.CountLevel;

/// <summary>Options of the level models of counts.</summary>
public sealed record CountLevelOptions : AlgorithmOptions
{
    /// <summary>The distribution around the level. Default: negative binomial.</summary>
    public CountFamily Family { get; init; } = CountFamily.NegativeBinomial;

    /// <summary>Smoothing weight of the level in (0, 1]; null (the default) fits it by Poisson quasi-likelihood within the bounds.</summary>
    public double? Alpha { get; init; }

    /// <summary>Smallest weight that a fit may choose, in (0, 1). Default 0.01.</summary>
    public double LowestAlpha { get; init; } = 0.01;

    /// <summary>Largest weight that a fit may choose, above the smallest and at most 1. Default 0.5.</summary>
    public double HighestAlpha { get; init; } = 0.5;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!Enum.IsDefined(Family))
        {
            yield return new Problem("SEG-FCST-071", $"The family of a count level is {Family}.", "Choose poisson, negative binomial or zero-inflated poisson.");
        }

        if (Alpha is { } alpha && !(alpha > 0 && alpha <= 1))
        {
            yield return new Problem("SEG-FCST-072", $"The alpha of a count level is {alpha}.", "Set it in (0, 1], or leave it out to have it fitted.");
        }

        if (!(LowestAlpha > 0 && LowestAlpha < HighestAlpha && HighestAlpha <= 1))
        {
            yield return new Problem("SEG-FCST-073", $"A count level fits alpha between {LowestAlpha} and {HighestAlpha}.", "Set 0 < lowest < highest <= 1; 0.01 and 0.5 are usual.");
        }
    }
}
