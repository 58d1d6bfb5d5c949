namespace SegmentationML.Core.Forecasting.Hes;

/// <summary>Options of hyperbolic-exponential smoothing.</summary>
public sealed record HesOptions : AlgorithmOptions
{
    /// <summary>Smoothing weight of the demand size, in (0, 1]. Default 0.1.</summary>
    public double SizeAlpha { get; init; } = 0.1;

    /// <summary>Smoothing weight of the interval, in (0, 1]; it also sets how soon the forecast decays while nothing is sold. Default 0.1.</summary>
    public double IntervalAlpha { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(SizeAlpha > 0 && SizeAlpha <= 1) || !(IntervalAlpha > 0 && IntervalAlpha <= 1))
        {
            yield return new Problem("SEG-FCST-065", $"hes.size_alpha is {SizeAlpha} and hes.interval_alpha {IntervalAlpha}.", "Set both in (0, 1]; 0.05 to 0.3 is usual.");
        }
    }
}
