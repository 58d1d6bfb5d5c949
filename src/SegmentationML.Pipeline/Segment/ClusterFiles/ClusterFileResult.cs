using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Choosing;
using SegmentationML.Core.Clustering.Rules;
using SegmentationML.Core.Clustering.Stability;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>Everything that a clustering of a file gave.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Reason">Why it was taken.</param>
/// <param name="Choice">What was tried; null when the method was given.</param>
/// <param name="Model">What scoring needs, as it is stored.</param>
/// <param name="Clusters">The clusters, largest first.</param>
/// <param name="Noise">Rows in no cluster.</param>
/// <param name="Inactive">Rows at zero in every feature treated for zeros.</param>
/// <param name="Scores">How good the clusters are.</param>
/// <param name="Stability">How well they come back; null when it was left out.</param>
/// <param name="Counts">How every number of clusters does; empty when it was left out.</param>
/// <param name="Agreements">How this and earlier windows of history agree, each with the next.</param>
/// <param name="Rules">The clusters as rules.</param>
/// <param name="Assignments">Cluster, second cluster and margins by row of the file.</param>
/// <param name="Keys">Key by row of the file.</param>
public sealed record ClusterFileResult(
    string Method,
    string Reason,
    MethodChoice? Choice,
    StoredClusterModel Model,
    IReadOnlyList<ClusterFileCluster> Clusters,
    int Noise,
    int Inactive,
    ClusterFileScores Scores,
    StabilityReport? Stability,
    IReadOnlyList<ClusterFileCount> Counts,
    IReadOnlyList<ClusterFileAgreement> Agreements,
    RuleTree Rules,
    ClusterAssignments Assignments,
    string[] Keys);
