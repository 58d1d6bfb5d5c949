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

    internal IEnumerable<Problem> Validate()
    {
        foreach (var (name, length) in ((string, int)[])[("demand periods", DemandPeriods.Length), ("periods since the last demand", PeriodsSinceLastDemand.Length), ("returns", Returns.Length)])
        {
            if (length != Count)
            {
                yield return SegmentationProblems.Lengths($"Active periods and {name}", Count, length);
            }
        }
    }
}
