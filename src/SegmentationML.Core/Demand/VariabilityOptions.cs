namespace SegmentationML.Core.Demand;

/// <summary>Conventions of the raw coefficient of variation.</summary>
public sealed record VariabilityOptions : AlgorithmOptions
{
    /// <summary>Where the span starts. Default: at the first demand.</summary>
    public ActiveSpanStart Start { get; init; }

    /// <summary>1 for the sample standard deviation (default), 0 for the population's.</summary>
    public int DegreesOfFreedom { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (DegreesOfFreedom is not (0 or 1))
        {
            yield return DemandProblems.Option("variability.degrees_of_freedom", DegreesOfFreedom, "to 1 (sample) or 0 (population)");
        }

        if (!Enum.IsDefined(Start))
        {
            yield return DemandProblems.Option("variability.start", (int)Start, "to one of the named starts");
        }
    }
}
