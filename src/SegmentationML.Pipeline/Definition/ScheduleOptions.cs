using SegmentationML.Core;

namespace SegmentationML.Pipeline.Definition;

/// <summary>When the service runs a pipeline by itself: by calendar and by trigger. It has no part in what a run computes.</summary>
public sealed record ScheduleOptions : AlgorithmOptions
{
    /// <summary>A cron expression, of five fields (minute hour day month weekday) or six and more (seconds first); null for none.</summary>
    public string? Cron { get; init; }

    /// <summary>The IANA time zone of <see cref="Cron"/> and <see cref="Freeze"/>; null for the pipeline's. A time that the clock leaves out in spring fires when it goes on; one that comes twice in autumn fires once.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What becomes of missed runs. Default: one makes up for all.</summary>
    public MisfireRule Misfire { get; init; } = MisfireRule.Once;

    /// <summary>Days without runs.</summary>
    public IReadOnlyList<FreezeWindow> Freeze { get; init; } = [];

    /// <summary>Minutes that must lie between the starts of two runs that nobody asked for; 0 for none.</summary>
    public int MinimumMinutes { get; init; }

    /// <summary>Runs of the calendar start up to so many seconds late, each pipeline by its own share, so that many do not start at once.</summary>
    public int JitterSeconds { get; init; }

    /// <summary>A run that takes longer is cancelled, in minutes; null for no limit. It can be resumed.</summary>
    public int? TimeLimitMinutes { get; init; }

    /// <summary>Run when a source's files have changed and stayed as they are for a look (every 10 s).</summary>
    public bool NewFiles { get; init; }

    /// <summary>Run after each of these pipelines has published a version.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Run when a run of one of these pipelines raised a drift alarm.</summary>
    public IReadOnlyList<string> OnDrift { get; init; } = [];

    /// <summary><see cref="TimeLimitMinutes"/> as a time.</summary>
    public TimeSpan? TimeLimit => TimeLimitMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (TimeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new Problem("SEG-CFG-007", $"schedule.time_zone is '{TimeZone}'.", "Name an IANA time zone, such as Europe/Berlin or UTC.");
        }

        foreach (var window in Freeze.Where(w => w.To < w.From))
        {
            yield return new Problem("SEG-CFG-011", $"A window of schedule.freeze goes from {window.From:yyyy-MM-dd} to {window.To:yyyy-MM-dd}.", "Write the first frozen day as `from` and the last as `to`.");
        }

        foreach (var (name, value, least) in new (string, int?, int)[] { ("minimum_minutes", MinimumMinutes, 0), ("jitter_seconds", JitterSeconds, 0), ("time_limit_minutes", TimeLimitMinutes, 1) })
        {
            if (value < least)
            {
                yield return new Problem("SEG-CFG-012", $"schedule.{name} is {value}.", $"Give {least} or more.");
            }
        }
    }
}
