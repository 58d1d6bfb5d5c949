namespace SegmentationML.Service.Api;

/// <summary>A schedule as callers see it.</summary>
/// <param name="Cron">The calendar; null for triggers only.</param>
/// <param name="TimeZone">Its time zone.</param>
/// <param name="Next">The next run, UTC.</param>
/// <param name="After">Runs after these pipelines have published.</param>
/// <param name="OnDrift">Runs when one of these raised a drift alarm.</param>
/// <param name="NewFiles">Runs when a source has new files.</param>
/// <param name="Last">What was decided when a run was due last, since the service started.</param>
internal sealed record ScheduleView(string? Cron, string TimeZone, DateTimeOffset? Next, IReadOnlyList<string> After, IReadOnlyList<string> OnDrift, bool NewFiles, Worker.ScheduleDecision? Last);
