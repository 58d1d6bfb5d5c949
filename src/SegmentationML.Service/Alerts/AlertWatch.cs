using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Pipeline;
using SegmentationML.Service.Worker;
using SegmentationML.Storage;

namespace SegmentationML.Service.Alerts;

/// <summary>Looks at the pipelines every 15 seconds and after each run, judges what it finds by the rules, and sets messages on their way.</summary>
internal sealed class AlertWatch(FactFinder facts, AlertPolicies policies, Workspace workspace, RunBoard board, TimeProvider clock, ILogger<AlertWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);
    private readonly Lock _lock = new();

    /// <summary>Looks once.</summary>
    public AlertStep Look()
    {
        lock (_lock)
        {
            var (now, policy, found) = (clock.GetUtcNow(), policies.Current(), facts.All());
            var findings = found.OrderBy(f => f.Key, StringComparer.Ordinal).Where(f => f.Value is not null).SelectMany(f => AlertJudge.Judge(policy.Rules, f.Value!, now)).ToArray();
            var step = workspace.Alerts.Look(policy, findings, pipeline => !found.TryGetValue(pipeline, out var known) || known is not null);
            foreach (var alert in step.Fired)
            {
                logger.LogWarning("Alert {Fingerprint} ({Labels}): {What} {Size}", alert.Fingerprint, AlertLabels.Text(alert.Labels), alert.What, alert.Size);
            }

            foreach (var alert in step.Over)
            {
                logger.LogInformation("Alert {Fingerprint} ({Labels}) is over", alert.Fingerprint, AlertLabels.Text(alert.Labels));
            }

            return step;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        board.Finished += AfterRun;
        try
        {
            using var timer = new PeriodicTimer(LookEvery, clock);
            do
            {
                await Task.Run(TryLook, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; the next one goes on with what is in the ledger.
        }
        finally
        {
            board.Finished -= AfterRun;
        }
    }

    private void AfterRun(RunOutcome outcome) => TryLook();

    private void TryLook()
    {
        try
        {
            Look();
        }
        catch (ProblemException e)
        {
            logger.LogError("A look at the alerts failed; the next one is in {Seconds} s: {Problem}", LookEvery.TotalSeconds, e.Problems[0]);
        }
#pragma warning disable CA1031 // A look that fails where it should not is logged, and the service goes on: runs and readers do not hang on it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogError(e, "A look at the alerts failed; the next one is in {Seconds} s", LookEvery.TotalSeconds);
        }
    }
}
