using SegmentationML.Core.Clustering.Stability;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>Agreement of two windows of history on the entities that both have.</summary>
/// <param name="Earlier">File of the earlier window.</param>
/// <param name="Later">File of the later one, or this clustering.</param>
/// <param name="Agreement">Their agreement.</param>
public sealed record ClusterFileAgreement(string Earlier, string Later, WindowAgreement Agreement);
