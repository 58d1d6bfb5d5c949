namespace SegmentationML.Core.Segmentation;

/// <summary>What the edge cases ask of each entity, one entry an entity.</summary>
/// <param name="ActivePeriods">Observed periods from the first demand to the cut-off; 0 without demand.</param>
/// <param name="DemandPeriods">Periods with demand.</param>
/// <param name="PeriodsSinceLastDemand">Periods after the last demand up to the cut-off; any value without demand.</param>
/// <param name="Returns">Returned units (or value) in the window, not negative.</param>
public sealed record EntityFacts(int[] ActivePeriods, int[] DemandPeriods, int[] PeriodsSinceLastDemand, double[] Returns)
{
    /// <summary>Number of entities.</summary>
    public int Count => ActivePeriods.Length;

    /// <summary>Net value in the window; NaN where it is not known. Null when nothing asks for it.</summary>
    public double[]? NetValue { get; init; }

    /// <summary>
    /// How long the entity's season is, in periods: the shortest stretch of the season's cycle that holds all of its demand, when it had demand in two cycles or more; 0 when it had not, or its demand fills more
    /// than half of the cycle. Null when nothing asks for it.
    /// </summary>
    public int[]? SeasonPeriods { get; init; }

    internal IEnumerable<Problem> Validate()
    {
        foreach (var (name, length) in ((string, int)[])[("demand periods", DemandPeriods.Length), ("periods since the last demand", PeriodsSinceLastDemand.Length), ("returns", Returns.Length), ("net values", NetValue?.Length ?? Count), ("season periods", SeasonPeriods?.Length ?? Count)])
        {
            if (length != Count)
            {
                yield return SegmentationProblems.Lengths($"Active periods and {name}", Count, length);
            }
        }
    }
}
