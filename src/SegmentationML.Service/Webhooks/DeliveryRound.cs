using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Webhooks;

/// <summary>Delivers what is due: targets beside each other, so that a slow one holds up no other; the messages of a target in order, up to the first that shows that it does not answer.</summary>
internal sealed class DeliveryRound(DeliveryQueue queue, IEnumerable<IDeliverer> deliverers)
{
    private const int AtOnce = 8;
    private const int MostMessages = 500;
    private readonly Dictionary<string, IDeliverer> _deliverers = deliverers.ToDictionary(d => d.Topic, StringComparer.Ordinal);

    /// <summary>One round.</summary>
    /// <returns>Messages that arrived, and those that did not; null when another process is delivering.</returns>
    public async Task<(int Arrived, int Failed)?> RunAsync(CancellationToken cancellation)
    {
        if (queue.Due(1).Count == 0)
        {
            return (0, 0);
        }

        using var held = queue.TryAcquire();
        if (held is null)
        {
            return null;
        }

        var (arrived, failed) = (0, 0);
        var targets = queue.Due(MostMessages).GroupBy(m => (m.Topic, m.Target)).ToArray();
        await Parallel.ForEachAsync(targets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (messages, end) =>
        {
            foreach (var message in messages)
            {
                var failure = _deliverers.TryGetValue(message.Topic, out var deliverer) ? await deliverer.DeliverAsync(message, end) : new DeliveryFailure("Nobody delivers such messages.", IsFinal: true);
                Note(message, failure);
                _ = failure is null ? Interlocked.Increment(ref arrived) : Interlocked.Increment(ref failed);
                if (failure is { IsOfTarget: true })
                {
                    break;
                }
            }
        });
        return (arrived, failed);
    }

    private void Note(OutboxMessage message, DeliveryFailure? failure)
    {
        if (failure is null)
        {
            queue.Delivered(message);
        }
        else if (failure.IsFinal)
        {
            queue.Refused(message, failure.Problem);
        }
        else
        {
            queue.Failed(message, failure.Problem, failure.Asked, failure.IsOfTarget);
        }
    }
}
