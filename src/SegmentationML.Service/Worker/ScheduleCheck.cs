using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Service.Worker;

/// <summary>What can be wrong with a schedule beyond its options: an expression that cannot be read or never comes.</summary>
public static class ScheduleCheck
{
    private static readonly DateTimeOffset SomeDay = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Lists what is wrong.</summary>
    /// <param name="pipeline">A pipeline whose options are valid.</param>
    public static IEnumerable<Problem> Of(PipelineDefinition pipeline)
    {
        if (pipeline.Schedule?.Cron is not { } text)
        {
            yield break;
        }

        if (ScheduleCalendar.Parse(text) is not { } cron)
        {
            yield return new Problem("SEG-SRV-006", $"schedule.cron is '{text}'.", "Write minute, hour, day, month and weekday, such as `30 5 * * 1` for Mondays at half past five.");
        }
        else if (cron.GetNextValidTimeAfter(SomeDay) is null)
        {
            yield return new Problem("SEG-SRV-007", $"schedule.cron is '{text}', which never comes.", "Choose a day that the month has.");
        }

        if (pipeline.Schedule.After.Contains(pipeline.Name, StringComparer.Ordinal) || pipeline.Schedule.OnDrift.Contains(pipeline.Name, StringComparer.Ordinal))
        {
            yield return new Problem("SEG-SRV-008", $"schedule of '{pipeline.Name}' waits for the pipeline itself.", "Name other pipelines under `after` and `on_drift`.");
        }
    }
}
