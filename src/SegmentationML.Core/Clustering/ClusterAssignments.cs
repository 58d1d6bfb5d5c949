namespace SegmentationML.Core.Clustering;

/// <summary>Clusters of scored rows, one entry a row, in the caller's order.</summary>
/// <param name="Labels">The cluster by the rule of the fit; -1 for noise or an entity that was not scored, -2 for an inactive one.</param>
/// <param name="SecondLabels">The cluster beyond the nearest boundary; -1 when there is none.</param>
/// <param name="Distances">Distance to what stands for the cluster (centre, medoid or nearest member), in prepared units.</param>
/// <param name="Margins">Distance to the boundary with the second cluster, in prepared units: what would have to change to change the cluster; NaN without a second one.</param>
/// <param name="RelativeMargins">The margin as a share: by centres, of half their distance (0 on the boundary, 1 at the own centre); else of the distance to the second cluster. NaN without a second one.</param>
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

        var all = Outside(count, Partition.Noise);
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

    /// <summary>Rows that no cluster holds.</summary>
    internal static ClusterAssignments Outside(int count, int label)
    {
        var none = new ClusterAssignments(new int[count], new int[count], new double[count], new double[count], new double[count]);
        Array.Fill(none.Labels, label);
        Array.Fill(none.SecondLabels, -1);
        Array.Fill(none.Distances, double.NaN);
        Array.Fill(none.Margins, double.NaN);
        Array.Fill(none.RelativeMargins, double.NaN);
        return none;
    }

    internal void Set(int row, in RowScore score)
    {
        Labels[row] = score.Label;
        SecondLabels[row] = score.Second;
        Distances[row] = score.Distance;
        Margins[row] = score.Margin;
        RelativeMargins[row] = score.RelativeMargin;
    }
}
