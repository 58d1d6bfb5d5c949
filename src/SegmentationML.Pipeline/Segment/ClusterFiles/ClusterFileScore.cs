using SegmentationML.Core.Clustering;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>Scored rows of a file.</summary>
/// <param name="Model">The clustering.</param>
/// <param name="Assignments">Cluster, second cluster and margins by row of the file.</param>
/// <param name="Keys">Key by row of the file.</param>
/// <param name="Unseen">Names that the fit did not see: by the rule of the fit they differ from all others.</param>
public sealed record ClusterFileScore(StoredClusterModel Model, ClusterAssignments Assignments, string[] Keys, IReadOnlyList<UnseenLevels> Unseen);
