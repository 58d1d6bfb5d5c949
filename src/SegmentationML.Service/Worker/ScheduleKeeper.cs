using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Worker;

/// <summary>Keeps the clock in step with the definitions: jobs follow the schedules of the pipelines as these are edited, new files and other pipelines' runs trigger, and missed runs are made up for once.</summary>
internal sealed class ScheduleKeeper(ISchedulerFactory schedulers, PipelineCatalog catalog, RunBoard board, RunStarter starter, RunRecovery recovery, DailyExpiry expiry, IRunLedger ledger, TimeProvider clock, ILogger<ScheduleKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>Past so long without a look, the clock is taken to have stood still: times that came meanwhile are made up for here, and not by the scheduler.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(60);

    private readonly SourceWatch _files = new();
    private DateTimeOffset _lastLook = DateTimeOffset.MinValue;

    /// <summary>How much later than the calendar says a pipeline starts.</summary>
    public TimeSpan JitterOf(string pipeline) => catalog.Find(pipeline)?.Definitions?.Pipeline is { Schedule: not null } definition ? new ScheduleCalendar(definition).Jitter : TimeSpan.Zero;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        board.Finished += Trigger;
        try
        {
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

    /// <summary>A run was due since the pipeline's last one, and none has started: the service was down, paused, or cut off from its ledger.</summary>
    private void CatchUp(DateTimeOffset now)
    {
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
            var now = clock.GetUtcNow();
            recovery.Look();
            if (now - _lastLook > Gap)
            {
                CatchUp(now);
            }

            await FollowAsync(await schedulers.GetScheduler(cancellation), cancellation);
            foreach (var definitions in catalog.All().Select(e => e.Definitions).OfType<Definitions>().Where(d => d.Pipeline.Schedule?.NewFiles == true))
            {
                if (_files.HasNews(definitions))
                {
                    starter.Start(definitions.Pipeline.Name, RunCause.NewFiles);
                }
            }

            expiry.Look();
            _lastLook = now;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SchedulerException or Core.ProblemException)
        {
            logger.LogError(e, "A look at the schedules failed; the next one is in {Seconds} s", LookEvery.TotalSeconds);
        }
    }

    /// <remarks>What the scheduler holds is compared, and not what this process once told it: in a cluster others tell it too. Missed times are <see cref="CatchUp"/>'s.</remarks>
    private async Task FollowAsync(IScheduler scheduler, CancellationToken cancellation)
    {
        var wanted = Scheduled().Where(p => p.Schedule!.Cron is not null).ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach (var (name, definition) in wanted)
        {
            var words = $"{definition.Schedule!.Cron} {definition.Schedule.TimeZone ?? definition.TimeZone}";
            if ((await scheduler.GetJobDetail(new JobKey(name), cancellation))?.JobDataMap.GetString(ScheduleJob.ScheduleKey) != words)
            {
                await scheduler.ScheduleJob(
                    JobBuilder.Create<ScheduleJob>().WithIdentity(name).UsingJobData(ScheduleJob.ScheduleKey, words).DisallowConcurrentExecution(true).Build(),
                    [TriggerBuilder.Create(clock).WithIdentity(name).WithSchedule(CronScheduleBuilder.Create(new ScheduleCalendar(definition).Cron!).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)).Build()],
                    ScheduleJobOptions.Replacing,
                    cancellation);
            }
        }

        foreach (var gone in (await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), cancellation)).Where(k => !wanted.ContainsKey(k.Name)).ToArray())
        {
            await scheduler.DeleteJob(gone, cancellation);
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
