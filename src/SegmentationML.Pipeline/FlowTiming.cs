using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline;

/// <summary>How one step of a run went.</summary>
/// <param name="Step">Which.</param>
/// <param name="State">Done, skipped or failed.</param>
/// <param name="Rows">Rows that it made.</param>
/// <param name="Summary">A few words.</param>
/// <param name="Elapsed">Time taken.</param>
public sealed record FlowTiming(StepName Step, StepState State, long Rows, string Summary, TimeSpan Elapsed);
