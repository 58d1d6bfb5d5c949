namespace SegmentationML.Core.Clustering.Validity;

/// <summary>The number of clusters that was chosen, and why.</summary>
/// <param name="Clusters">The number with the best score; of equal scores the least.</param>
/// <param name="Criterion">The score that decided.</param>
/// <param name="Rows">Every number tried, ascending. It ends early where more clusters than distinct rows were asked.</param>
/// <param name="Partition">The groups of the chosen number.</param>
public sealed record ClusterCountChoice(int Clusters, ClusterCountCriterion Criterion, IReadOnlyList<ClusterCountRow> Rows, Partition Partition);
