namespace SegmentationML.Core.Demand;

/// <summary>The fixed one-step reference forecaster whose error tells how predictable a series is.</summary>
public sealed record ReferenceErrorOptions : AlgorithmOptions
{
    /// <summary>Smoothing weight of simple exponential smoothing, in (0, 1]. Default 0.1; it is fixed on purpose, so that the feature never depends on a run's forecast.</summary>
    public double Alpha { get; init; } = 0.1;

    /// <summary>Periods over which the error is taken: the forecast of the sum of so many periods to come, such as a lead time, against what came. Default 1.</summary>
    public int Horizon { get; init; } = 1;

    /// <summary>Where the span starts. Default: at the first demand.</summary>
    public ActiveSpanStart Start { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(Alpha > 0 && Alpha <= 1))
        {
            yield return DemandProblems.Option("reference_error.alpha", Alpha, "in (0, 1]; 0.1 is the default");
        }

        if (Horizon < 1)
        {
            yield return DemandProblems.Option("reference_error.horizon", Horizon, "to 1 or more periods");
        }

        if (!Enum.IsDefined(Start))
        {
            yield return DemandProblems.Option("reference_error.start", (int)Start, "to one of the named starts");
        }
    }
}
