using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Worker;

/// <summary>Keeps the clock in step with the definitions: jobs follow the schedules of the pipelines as these are edited, new files and other pipelines' runs trigger, and missed runs are made up for once.</summary>
internal sealed class ScheduleKeeper(ISchedulerFactory schedulers, PipelineCatalog catalog, RunBoard board, RunStarter starter, IRunLedger ledger, TimeProvider clock, ILogger<ScheduleKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, string> _scheduled = new(StringComparer.Ordinal);
    private readonly SourceWatch _files = new();

    /// <summary>How much later than the calendar says a pipeline starts.</summary>
    public TimeSpan JitterOf(string pipeline) => catalog.Find(pipeline)?.Definitions?.Pipeline is { Schedule: not null } definition ? new ScheduleCalendar(definition).Jitter : TimeSpan.Zero;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        board.Finished += Trigger;
        try
        {
            CatchUp();
            using var timer = new PeriodicTimer(LookEvery, clock);
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
        finally
        {
            board.Finished -= Trigger;
        }
    }

    private IEnumerable<PipelineDefinition> Scheduled() => catalog.All().Select(e => e.Definitions?.Pipeline).OfType<PipelineDefinition>().Where(p => p.Schedule is not null);

    /// <summary>A run was due since the pipeline's last one, and none has started: the service was down.</summary>
    private void CatchUp()
    {
        var now = clock.GetUtcNow();
        foreach (var pipeline in Scheduled().Where(p => p.Schedule!.Misfire == MisfireRule.Once))
        {
            if (ledger.Runs(pipeline.Name, 1) is [var last] && new ScheduleCalendar(pipeline).Previous(now) is { } due && last.Started < due)
            {
                starter.Start(pipeline.Name, RunCause.CatchUp);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await FollowAsync(await schedulers.GetScheduler(cancellation), cancellation);
            foreach (var definitions in catalog.All().Select(e => e.Definitions).OfType<Definitions>().Where(d => d.Pipeline.Schedule?.NewFiles == true))
            {
                if (_files.HasNews(definitions))
                {
                    starter.Start(definitions.Pipeline.Name, RunCause.NewFiles);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SchedulerException or Core.ProblemException)
        {
            logger.LogError(e, "A look at the schedules failed; the next one is in {Seconds} s", LookEvery.TotalSeconds);
        }
    }

    private async Task FollowAsync(IScheduler scheduler, CancellationToken cancellation)
    {
        var wanted = Scheduled().Where(p => p.Schedule!.Cron is not null).ToDictionary(p => p.Name, p => (Definition: p, Text: $"{p.Schedule!.Cron} {p.Schedule.TimeZone ?? p.TimeZone} {p.Schedule.Misfire}"), StringComparer.Ordinal);
        foreach (var gone in _scheduled.Keys.Except(wanted.Keys, StringComparer.Ordinal).ToArray())
        {
            await scheduler.DeleteJob(new JobKey(gone), cancellation);
            _scheduled.Remove(gone);
        }

        foreach (var (name, (definition, text)) in wanted.Where(w => _scheduled.GetValueOrDefault(w.Key) != w.Value.Text))
        {
            var schedule = CronScheduleBuilder.Create(new ScheduleCalendar(definition).Cron!)
                .WithMisfireInstruction(definition.Schedule!.Misfire == MisfireRule.Once ? CronTriggerMisfireInstruction.FireAndProceed : CronTriggerMisfireInstruction.DoNothing);
            await scheduler.ScheduleJob(
                JobBuilder.Create<ScheduleJob>().WithIdentity(name).DisallowConcurrentExecution(true).Build(),
                [TriggerBuilder.Create(clock).WithIdentity(name).WithSchedule(schedule).Build()],
                ScheduleJobOptions.Replacing,
                cancellation);
            _scheduled[name] = text;
        }
    }

    private void Trigger(RunOutcome outcome)
    {
        var name = outcome.Run.Pipeline;
        foreach (var pipeline in Scheduled())
        {
            if (outcome.State == RunState.Published && pipeline.Schedule!.After.Contains(name, StringComparer.Ordinal))
            {
                starter.Start(pipeline.Name, RunCause.After);
            }
            else if (outcome.Drift is { Alarms.Count: > 0 } && pipeline.Schedule!.OnDrift.Contains(name, StringComparer.Ordinal))
            {
                starter.Start(pipeline.Name, RunCause.Drift);
            }
        }
    }
}
