namespace SegmentationML.Core.Demand;

/// <summary>How trend and season are taken out of a series.</summary>
public sealed record SeasonalityOptions : AlgorithmOptions
{
    /// <summary>Periods in a season (52 for weeks, 12 for months, 7 for days); 1 or less when there is none. Default 1.</summary>
    public int Period { get; init; } = 1;

    /// <summary>Scale of the decomposition. Default: chosen per series.</summary>
    public SeasonalScale Scale { get; init; }

    /// <summary>Where the span starts. Default: at the first demand.</summary>
    public ActiveSpanStart Start { get; init; }

    /// <summary>Times that season and trend are fitted in turn, 1 to 100. Default 5; R's <c>stl</c> takes 2.</summary>
    public int Iterations { get; init; } = 5;

    /// <summary>
    /// False (default): the remainder's standard deviation divides by periods - 1. True: by periods - season length - 1, what is left after a mean per
    /// position and a slope; with two seasons of history the plain number is about 0.7 of what an independent year would show.
    /// </summary>
    public bool CorrectForFittedSeason { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Iterations is < 1 or > 100)
        {
            yield return DemandProblems.Option("seasonality.iterations", Iterations, "from 1 to 100; 5 is the default");
        }

        if (!Enum.IsDefined(Scale))
        {
            yield return DemandProblems.Option("seasonality.scale", (int)Scale, "to one of the named scales");
        }

        if (!Enum.IsDefined(Start))
        {
            yield return DemandProblems.Option("seasonality.start", (int)Start, "to one of the named starts");
        }
    }
}
