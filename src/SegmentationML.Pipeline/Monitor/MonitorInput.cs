using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Monitor;

/// <summary>What the monitor step reads: published files only.</summary>
/// <param name="Options">The pipeline's settings.</param>
/// <param name="Model">The segmentation, for order and value of its segments.</param>
/// <param name="Version">The version to judge.</param>
/// <param name="Parent">The version that was in use before; null when there is none, or nothing has changed.</param>
public sealed record MonitorInput(MonitorOptions Options, ModelDefinition Model, Snapshot Version, Snapshot? Parent);
