namespace SegmentationML.Pipeline;

/// <summary>What a run would do with a step.</summary>
/// <param name="Step">Which.</param>
/// <param name="WillRun">False when a finished output is taken.</param>
/// <param name="Why">In a few words.</param>
public sealed record PlannedStep(StepName Step, bool WillRun, string Why);
