namespace SegmentationML.Core.Demand;

/// <summary>Conventions of ADI and CV².</summary>
public sealed record IntermittencyOptions : AlgorithmOptions
{
    /// <summary>What ADI divides by the number of demand periods. Default: periods from the first demand to the cut-off.</summary>
    public DemandIntervalConvention Interval { get; init; }

    /// <summary>1 for the sample variance of the demand sizes (default), 0 for the population variance.</summary>
    public int DegreesOfFreedom { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (DegreesOfFreedom is not (0 or 1))
        {
            yield return DemandProblems.Option("intermittency.degrees_of_freedom", DegreesOfFreedom, "to 1 (sample) or 0 (population)");
        }

        if (!Enum.IsDefined(Interval))
        {
            yield return DemandProblems.Option("intermittency.interval", (int)Interval, "to one of the named conventions");
        }
    }
}
