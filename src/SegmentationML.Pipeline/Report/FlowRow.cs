using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Report;

/// <summary>How one step of the run went.</summary>
/// <param name="Step">Which.</param>
/// <param name="State">Done, skipped or failed.</param>
/// <param name="Rows">Rows that it made.</param>
/// <param name="Elapsed">Time taken.</param>
/// <param name="Summary">A few words, such as <c>541,909 lines from 1 file</c>.</param>
public sealed record FlowRow(StepName Step, StepState State, long Rows, TimeSpan Elapsed, string Summary);
