namespace SegmentationML.Core.Forecasting.Tsb;

/// <summary>Options of the Teunter-Syntetos-Babai method.</summary>
public sealed record TsbOptions : AlgorithmOptions
{
    /// <summary>Smoothing weight of the demand size, in (0, 1]. Default 0.1.</summary>
    public double SizeAlpha { get; init; } = 0.1;

    /// <summary>Smoothing weight of the demand probability, in (0, 1]; the larger, the sooner an item is taken for dead. Default 0.1.</summary>
    public double ProbabilityAlpha { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(SizeAlpha > 0 && SizeAlpha <= 1))
        {
            yield return new Problem("SEG-FCST-005", $"tsb.size_alpha is {SizeAlpha}.", "Set it in (0, 1]; 0.05 to 0.3 is usual.");
        }

        if (!(ProbabilityAlpha > 0 && ProbabilityAlpha <= 1))
        {
            yield return new Problem("SEG-FCST-006", $"tsb.probability_alpha is {ProbabilityAlpha}.", "Set it in (0, 1]; 0.02 to 0.2 is usual.");
        }
    }
}
