namespace SegmentationML.Core.Clustering;

/// <summary>Clusters of scored rows, one entry a row, in the caller's order.</summary>
/// <param name="Labels">The nearest centre, of equal ones the lowest number.</param>
/// <param name="SecondLabels">The second nearest centre; -1 with one cluster.</param>
/// <param name="Distances">Distance to the nearest centre, in prepared units.</param>
/// <param name="Margins">Distance to the plane halfway between the two centres, in prepared units: what would have to change to change the cluster; NaN with one cluster.</param>
/// <param name="RelativeMargins">Margin / half the distance of the two centres: 0 on the boundary, 1 at the own centre; NaN with one cluster.</param>
public sealed record ClusterAssignments(int[] Labels, int[] SecondLabels, double[] Distances, double[] Margins, double[] RelativeMargins);
