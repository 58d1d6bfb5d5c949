namespace SegmentationML.Pipeline.Definition;

/// <summary>Days on which a pipeline does not run by itself; a person may still run it.</summary>
/// <param name="From">The first day, in the schedule's time zone.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Reason">Why, for those who wonder.</param>
public sealed record FreezeWindow(DateOnly From, DateOnly To, string Reason = "");
