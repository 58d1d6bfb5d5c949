using Quartz;

namespace SegmentationML.Service.Worker;

/// <summary>The clock's knock: a pipeline's time has come. All else is <see cref="RunStarter"/>'s and the ledger's.</summary>
internal sealed class ScheduleJob(RunStarter starter, ScheduleKeeper keeper, TimeProvider clock) : IJob
{
    /// <summary>Where a job keeps the words of its schedule, so that a change is noticed by whoever looks.</summary>
    internal const string ScheduleKey = "schedule";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await Task.Delay(keeper.JitterOf(context.JobDetail.Key.Name), clock, cancellationToken);
        starter.Start(context.JobDetail.Key.Name, RunCause.Calendar);
    }
}
