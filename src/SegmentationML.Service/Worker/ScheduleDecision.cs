namespace SegmentationML.Service.Worker;

/// <summary>What the scheduler did when a run was due.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Cause">Why it was due.</param>
/// <param name="Started">Whether it was started.</param>
/// <param name="Reason">Why not; empty when it was.</param>
internal sealed record ScheduleDecision(DateTimeOffset Time, string Pipeline, RunCause Cause, bool Started, string Reason);
