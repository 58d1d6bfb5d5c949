using SegmentationML.Core.Forecasting.Croston;

namespace SegmentationML.Core.Forecasting.CrostonFitted;

/// <summary>Options of Croston's method with fitted smoothing weights.</summary>
public sealed record CrostonFittedOptions : AlgorithmOptions
{
    /// <summary>What the weights are fitted to. Default: the one-step errors of sizes and of intervals, each by itself.</summary>
    public RateCriterion Criterion { get; init; } = RateCriterion.SizesAndIntervals;

    /// <summary>How the bias of the rate is corrected. Default: not at all.</summary>
    public CrostonCorrection Correction { get; init; } = CrostonCorrection.None;

    /// <summary>Whether sizes and intervals have the same weight; the criteria on the rate only.</summary>
    public bool SameWeight { get; init; }

    /// <summary>Whether the starts are fitted too, the interval's in [1, largest] and the size's in [0, largest]; the criteria on the rate only. Default: they are the first size and the first interval.</summary>
    public bool FitStart { get; init; }

    /// <summary>Smallest weight that a fit may choose, in [0, 1). Default 0.1.</summary>
    public double LowestAlpha { get; init; } = 0.1;

    /// <summary>Largest weight that a fit may choose, above the smallest and at most 1. Default 0.3.</summary>
    public double HighestAlpha { get; init; } = 0.3;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(LowestAlpha >= 0 && LowestAlpha < HighestAlpha && HighestAlpha <= 1))
        {
            yield return new Problem("SEG-FCST-067", $"croston-fitted fits alpha between {LowestAlpha} and {HighestAlpha}.", "Set 0 <= lowest < highest <= 1; 0.1 and 0.3 are usual.");
        }

        if (Criterion == RateCriterion.SizesAndIntervals && (SameWeight || FitStart || LowestAlpha == 0))
        {
            yield return new Problem("SEG-FCST-068", "croston-fitted fits sizes and intervals each by itself, with one weight, fitted starts or a lowest alpha of 0.", "Choose a criterion on the rate for these.");
        }
    }
}
