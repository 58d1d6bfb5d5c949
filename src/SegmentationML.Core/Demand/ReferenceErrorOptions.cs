namespace SegmentationML.Core.Demand;

/// <summary>The fixed one-step reference forecaster whose error tells how predictable a series is.</summary>
public sealed record ReferenceErrorOptions : AlgorithmOptions
{
    /// <summary>Smoothing weight of simple exponential smoothing, in (0, 1]. Default 0.1; it is fixed on purpose, so that the feature never depends on a run's forecast.</summary>
    public double Alpha { get; init; } = 0.1;

    /// <summary>Where the span starts. Default: at the first demand.</summary>
    public ActiveSpanStart Start { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!(Alpha > 0 && Alpha <= 1))
        {
            yield return DemandProblems.Option("reference_error.alpha", Alpha, "in (0, 1]; 0.1 is the default");
        }

        if (!Enum.IsDefined(Start))
        {
            yield return DemandProblems.Option("reference_error.start", (int)Start, "to one of the named starts");
        }
    }
}
