namespace SegmentationML.Core.Demand;

/// <summary>How the trend of a series is measured.</summary>
public sealed record TrendOptions : AlgorithmOptions
{
    /// <summary>Where the span starts. Default: at the first demand.</summary>
    public ActiveSpanStart Start { get; init; }

    /// <summary>Also takes the median of all pairwise slopes (Theil-Sen): robust, but quadratic in the number of periods. Default false.</summary>
    public bool TheilSen { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (!Enum.IsDefined(Start))
        {
            yield return DemandProblems.Option("trend.start", (int)Start, "to one of the named starts");
        }
    }
}
