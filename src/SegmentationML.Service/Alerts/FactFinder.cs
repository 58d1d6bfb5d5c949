using SegmentationML.Core;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Api;
using SegmentationML.Service.Snapshots;
using SegmentationML.Service.Worker;
using SegmentationML.Storage;

namespace SegmentationML.Service.Alerts;

/// <summary>Finds how pipelines stand, for the rules to judge.</summary>
internal sealed class FactFinder(PipelineCatalog catalog, Workspace workspace, AssignmentIndexes versions, ServiceOptions options, TimeProvider clock)
{
    private const int RunsToLookAt = 100;
    private readonly CutOffRuns _cutOff = new(clock);
    private readonly Dictionary<string, (string Text, DateTimeOffset Since)> _schedules = new(StringComparer.Ordinal);

    /// <summary>The facts of all pipelines; of one that could not be looked at they are null.</summary>
    public IReadOnlyDictionary<string, PipelineFacts?> All()
    {
        var observations = workspace.Alerts.Observations();
        var overrides = workspace.Overrides.List(null).Where(o => o.State == OverrideState.Approved).ToLookup(o => o.Request.Pipeline, StringComparer.Ordinal);
        return catalog.All().ToDictionary(e => e.Name, e => Of(e, observations.GetValueOrDefault(e.Name), overrides[e.Name]), StringComparer.Ordinal);
    }

    private PipelineFacts? Of(CatalogEntry entry, RunObservation? observation, IEnumerable<OverrideRecord> overrides)
    {
        try
        {
            var runs = workspace.Ledger.Runs(entry.Name, RunsToLookAt);
            var last = runs.Where((r, i) => r.State != RunState.Running && !(i == 0 && _cutOff.IsGoneOnWith(r))).FirstOrDefault();
            return new PipelineFacts
            {
                Pipeline = entry.Name,
                IsScheduled = entry.Definitions?.Pipeline.Schedule?.Cron is not null,
                Version = versions.Current(entry.Name)?.Commit.Version,
                LastRun = last is null ? null : new LastRun(last.Id, last.State.ToString().ToLowerInvariant(), last.Ended, last.Problem is null ? null : PathFree.Of(last.Problem)),
                LastGood = runs.FirstOrDefault(r => r.State is RunState.Published or RunState.Unchanged)?.Ended,
                Due = entry.Definitions is { Pipeline: { Schedule.Cron: not null } pipeline } ? Overdue(pipeline, runs) : null,
                Observation = observation,
                Overrides = [.. overrides.Select(o => new EndingOverride(o.Id, o.Request.Segment, o.Request.Keys.Count, o.Request.To))],
            };
        }
        catch (ProblemException)
        {
            return null; // What was known of it stays until it can be looked at again.
        }
    }

    /// <summary>When a run was due that has not started; null for none. A schedule counts from when it was first seen, and a run of its own shortly before is enough.</summary>
    private DateTimeOffset? Overdue(PipelineDefinition pipeline, IReadOnlyList<RunRecord> runs)
    {
        var (now, schedule) = (clock.GetUtcNow(), pipeline.Schedule!);
        var text = $"{schedule.Cron} {schedule.TimeZone ?? pipeline.TimeZone}";
        if (!_schedules.TryGetValue(pipeline.Name, out var seen) || seen.Text != text || seen.Since > now)
        {
            _schedules[pipeline.Name] = seen = (text, now);
        }

        if (!options.Schedules || runs is [{ State: RunState.Running }, ..] || new ScheduleCalendar(pipeline).Previous(now) is not { } due || due < seen.Since)
        {
            return null;
        }

        return runs is [var newest, ..] && newest.Started >= due - TimeSpan.FromMinutes(schedule.MinimumMinutes) ? null : due;
    }
}
