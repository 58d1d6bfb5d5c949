namespace SegmentationML.Core.Clustering;

/// <summary>Clusters of scored rows, one entry a row, in the caller's order.</summary>
/// <param name="Labels">The nearest centre, of equal ones the lowest number; -1 for an entity that was not scored.</param>
/// <param name="SecondLabels">The second nearest centre; -1 with one cluster, or for an entity that was not scored.</param>
/// <param name="Distances">Distance to the nearest centre, in prepared units.</param>
/// <param name="Margins">Distance to the plane halfway between the two centres, in prepared units: what would have to change to change the cluster; NaN with one cluster.</param>
/// <param name="RelativeMargins">Margin / half the distance of the two centres: 0 on the boundary, 1 at the own centre; NaN with one cluster.</param>
public sealed record ClusterAssignments(int[] Labels, int[] SecondLabels, double[] Distances, double[] Margins, double[] RelativeMargins)
{
    /// <summary>The same clusters among more entities: those that were not scored, since an edge case decides them, have none.</summary>
    /// <param name="entities">Entity of each scored row, distinct.</param>
    /// <param name="count">Number of entities.</param>
    public ClusterAssignments Among(ReadOnlySpan<int> entities, int count)
    {
        if (entities.Length != Labels.Length)
        {
            throw new ProblemException(ClusteringProblems.Labels($"are {Labels.Length} for {entities.Length} entities"));
        }

        var all = new ClusterAssignments(new int[count], new int[count], new double[count], new double[count], new double[count]);
        Array.Fill(all.Labels, -1);
        Array.Fill(all.SecondLabels, -1);
        Array.Fill(all.Distances, double.NaN);
        Array.Fill(all.Margins, double.NaN);
        Array.Fill(all.RelativeMargins, double.NaN);
        for (var row = 0; row < entities.Length; row++)
        {
            all.Labels[entities[row]] = Labels[row];
            all.SecondLabels[entities[row]] = SecondLabels[row];
            all.Distances[entities[row]] = Distances[row];
            all.Margins[entities[row]] = Margins[row];
            all.RelativeMargins[entities[row]] = RelativeMargins[row];
        }

        return all;
    }
}
