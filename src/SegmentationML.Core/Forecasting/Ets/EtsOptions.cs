namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>Options of exponential smoothing in state-space form.</summary>
public sealed record EtsOptions : AlgorithmOptions
{
    /// <summary>Name of the form, such as <c>AAdN</c> or <c>MAM</c>; null (the default) chooses by AICc among those that the demand admits.</summary>
    public string? Form { get; init; }

    /// <summary>Whether forms with a multiplicative trend compete too where demand is above zero. Default false, as R's: what grows by a factor a bucket runs away over a horizon.</summary>
    public bool MultiplicativeTrend { get; init; }

    /// <summary>Longest season that is fitted, at least 2; a longer one is left out, since each of its buckets is a start to be fitted. Default 24.</summary>
    public int LongestSeason { get; init; } = 24;

    /// <summary>Simulated futures for the error spread of the forms that have no formula, at least 100. Default 500.</summary>
    public int Paths { get; init; } = 500;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Form is not null && !EtsForm.TryParse(Form, out _))
        {
            yield return new Problem("SEG-FCST-042", $"ets.form is '{Form}'.", "Write error, trend and season as in ANN, AAdN, MAM; a d damps the trend; leave it out to have the form chosen.");
        }

        if (LongestSeason < 2 || Paths < 100)
        {
            yield return new Problem("SEG-FCST-043", $"ets.longest_season is {LongestSeason} and ets.paths {Paths}.", "Set them to at least 2 and 100.");
        }
    }
}
