namespace SegmentationML.Core.Forecasting.Ses;

/// <summary>Options of simple exponential smoothing.</summary>
public sealed record SesOptions : AlgorithmOptions
{
    /// <summary>Smoothing weight in (0, 1]; null (the default) fits it to the one-step squared errors within the bounds.</summary>
    public double? Alpha { get; init; }

    /// <summary>Smallest weight that a fit may choose, in (0, 1). Default 0.01.</summary>
    public double LowestAlpha { get; init; } = 0.01;

    /// <summary>Largest weight that a fit may choose, above the smallest and at most 1. Default 0.99.</summary>
    public double HighestAlpha { get; init; } = 0.99;

    /// <summary>Where the level starts. Default: fitted.</summary>
    public SesStart Start { get; init; } = SesStart.Fitted;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Alpha is { } alpha && !(alpha > 0 && alpha <= 1))
        {
            yield return new Problem("SEG-FCST-001", $"ses.alpha is {alpha}.", "Set it in (0, 1], or leave it out to have it fitted.");
        }

        if (!(LowestAlpha > 0 && LowestAlpha < HighestAlpha && HighestAlpha <= 1))
        {
            yield return new Problem("SEG-FCST-002", $"ses fits alpha between {LowestAlpha} and {HighestAlpha}.", "Set 0 < lowest < highest <= 1; 0.01 and 0.99 are usual.");
        }
    }
}
