using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentationML.Core;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Webhooks;

/// <summary>Delivers what waits for webhooks and receivers of alerts, every two seconds; once a day it forgets what is long past.</summary>
internal sealed class DeliveryWorker(DeliveryRound round, DeliveryQueue queue, TimeProvider clock, ILogger<DeliveryWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private DateOnly _trimmed;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            do
            {
                await RoundAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what was not delivered goes on waiting.
        }
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        try
        {
            if (await round.RunAsync(cancellation) is { Failed: > 0 } done)
            {
                logger.LogWarning("{Failed} messages to webhooks or receivers of alerts did not arrive; they are tried again", done.Failed);
            }

            if (DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) is var today && today != _trimmed)
            {
                queue.Trim();
                _trimmed = today;
            }
        }
        catch (ProblemException e)
        {
            logger.LogError("Messages could not be delivered: {Problem}", e.Problems[0]);
        }
#pragma warning disable CA1031 // A round that fails where it should not is logged, and the service goes on; the messages wait.
        catch (Exception e) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.LogError(e, "Messages could not be delivered");
        }
    }
}
