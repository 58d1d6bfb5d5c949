using SegmentationML.Core.Forecasting.Croston;

namespace SegmentationML.Core.Forecasting.TsbFitted;

/// <summary>Options of the Teunter-Syntetos-Babai method with fitted smoothing weights.</summary>
public sealed record TsbFittedOptions : AlgorithmOptions
{
    /// <summary>What the weights are fitted to, one of the criteria on the rate. Default: the squared error of the next bucket.</summary>
    public RateCriterion Criterion { get; init; } = RateCriterion.SquaredError;

    /// <summary>Whether the starts are fitted too. Default: they are the first size and the share of buckets with demand.</summary>
    public bool FitStart { get; init; }

    /// <summary>Smallest weight that a fit may choose, in [0, 1). Default 0.01.</summary>
    public double LowestAlpha { get; init; } = 0.01;

    /// <summary>Largest weight that a fit may choose, above the smallest and at most 1. Default 0.5.</summary>
    public double HighestAlpha { get; init; } = 0.5;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(LowestAlpha >= 0 && LowestAlpha < HighestAlpha && HighestAlpha <= 1))
        {
            yield return new Problem("SEG-FCST-069", $"tsb-fitted fits its weights between {LowestAlpha} and {HighestAlpha}.", "Set 0 <= lowest < highest <= 1; 0.01 and 0.5 are usual.");
        }

        if (Criterion == RateCriterion.SizesAndIntervals)
        {
            yield return new Problem("SEG-FCST-070", "tsb-fitted has no intervals to fit.", "Choose a criterion on the rate.");
        }
    }
}
