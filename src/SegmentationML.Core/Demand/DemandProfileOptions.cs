namespace SegmentationML.Core.Demand;

/// <summary>Conventions of all demand features of a panel.</summary>
public sealed record DemandProfileOptions : AlgorithmOptions
{
    /// <summary>Mean and raw CV.</summary>
    public VariabilityOptions Variability { get; init; } = new();

    /// <summary>ADI and CV².</summary>
    public IntermittencyOptions Intermittency { get; init; } = new();

    /// <summary>De-seasonalised CV and strengths; set the season length here.</summary>
    public SeasonalityOptions Seasonality { get; init; } = new();

    /// <summary>Linear trend.</summary>
    public TrendOptions Trend { get; init; } = new();

    /// <summary>Error of the reference forecaster.</summary>
    public ReferenceErrorOptions ReferenceError { get; init; } = new();

    /// <summary>Half-life of the time-decayed sums in periods, positive. Default 13 (a quarter of weeks).</summary>
    public double HalfLife { get; init; } = 13;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        foreach (var problem in ((AlgorithmOptions[])[Variability, Intermittency, Seasonality, Trend, ReferenceError]).SelectMany(part => part.Validate()))
        {
            yield return problem;
        }

        if (!(HalfLife > 0 && double.IsFinite(HalfLife)))
        {
            yield return DemandProblems.Option("half_life", HalfLife, "above zero and finite, in periods");
        }
    }
}
