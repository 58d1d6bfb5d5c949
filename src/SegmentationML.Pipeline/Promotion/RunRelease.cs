using SegmentationML.Pipeline.Monitor;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Promotion;

/// <summary>What a run brings to the desk.</summary>
/// <param name="Run">The run.</param>
/// <param name="Actor">Whose run it is.</param>
/// <param name="Version">The version that it published.</param>
/// <param name="Parent">The version that was in use before; null for none.</param>
/// <param name="Metrics">Its figures.</param>
/// <param name="Changes">What the monitor step found.</param>
/// <param name="Lineages">How its clusters descend, by dimension.</param>
public sealed record RunRelease(
    RunRecord Run, string Actor, Snapshot Version, Snapshot? Parent, VersionMetrics Metrics, MonitorResult Changes, IReadOnlyDictionary<string, ClusterLineage> Lineages);
