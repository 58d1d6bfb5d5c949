using Quartz;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Service.Worker;

/// <summary>The times of a schedule: pure arithmetic over its cron expression, time zone, freeze windows and jitter.</summary>
internal sealed class ScheduleCalendar
{
    private readonly CronExpression? _cron;
    private readonly ScheduleOptions _schedule;
    private readonly TimeSpan _jitter;

    /// <summary>The calendar of a pipeline that has a valid schedule.</summary>
    public ScheduleCalendar(PipelineDefinition pipeline)
    {
        _schedule = pipeline.Schedule ?? throw new ArgumentException("The pipeline has no schedule.", nameof(pipeline));
        Zone = TimeZoneInfo.FindSystemTimeZoneById(_schedule.TimeZone ?? pipeline.TimeZone);
        _cron = _schedule.Cron is { } text ? Parse(text)?.WithTimeZone(Zone) : null;
        _jitter = TimeSpan.FromSeconds(Share(pipeline.Name) * _schedule.JitterSeconds);
    }

    /// <summary>The time zone of the calendar.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The expression with its time zone; null when the pipeline runs by triggers only.</summary>
    public CronExpression? Cron => _cron;

    /// <summary>How much later than the calendar says this pipeline starts: the same share of the jitter every time.</summary>
    public TimeSpan Jitter => _jitter;

    /// <summary>A cron expression of five fields or of six and more; null when it is none.</summary>
    public static CronExpression? Parse(string text)
        => CronExpression.TryParse(text, Fields(text) == 5 ? CronFormat.Unix : CronFormat.Quartz, out var cron) ? cron : null;

    /// <summary>The next run after a point in time, windows left out and jitter added; null for never.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        for (var time = _cron?.GetNextValidTimeAfter(after - _jitter); time is { } fire; time = _cron!.GetNextValidTimeAfter(fire))
        {
            if (Frozen(fire) is not { } window)
            {
                return fire + _jitter;
            }

            if (window.To == DateOnly.MaxValue)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The last time at or before a point in time at which a run was due; null for none.</summary>
    public DateTimeOffset? Previous(DateTimeOffset before)
    {
        for (var time = _cron?.GetPreviousValidTimeBefore(before - _jitter + TimeSpan.FromSeconds(1)); time is { } fire; time = _cron!.GetPreviousValidTimeBefore(fire))
        {
            if (Frozen(fire) is null)
            {
                return fire + _jitter;
            }
        }

        return null;
    }

    /// <summary>The window that holds a point in time; null for none.</summary>
    public FreezeWindow? Frozen(DateTimeOffset time)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);
        return _schedule.Freeze.FirstOrDefault(w => w.From <= day && day <= w.To);
    }

    private static int Fields(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    // In [0, 1), spread evenly over names (FNV-1a): the same on every machine and in every process.
    private static double Share(string name) => name.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u) / 4294967296.0;
}
