using SegmentationML.Storage.Ledger.Locks;

namespace SegmentationML.Storage.Ledger;

/// <summary>Messages to other systems, such as MLflow: they wait in the ledger until they are delivered, in order, one system's trouble not holding up the others.</summary>
/// <remarks>A message is delivered before that is noted. Killed in between, it is delivered once more, which receivers turn into the effect of once.</remarks>
public sealed class Outbox
{
    /// <summary>No name of a pipeline begins like this.</summary>
    private const string Lock = "-outbox";

    private const int AttemptsBeforeRefused = 10;
    private static readonly TimeSpan KeepDelivered = TimeSpan.FromDays(30);
    private readonly LedgerDatabase _database;
    private readonly IPipelineLocks _locks;
    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<IOutboxReceiver> _receivers;

    internal Outbox(LedgerDatabase database, IPipelineLocks locks, TimeProvider clock, IReadOnlyList<IOutboxReceiver> receivers)
    {
        _database = database;
        _locks = locks;
        _clock = clock;
        _receivers = receivers;
    }

    /// <summary>Called between a delivery and its note; tests throw from it.</summary>
    internal Action? Faults { get; set; }

    /// <summary>Messages, newest first.</summary>
    /// <param name="state">Only those in a state; null for all.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<OutboxMessage> List(OutboxState? state, int limit) => _database.Read(c => OutboxRows.List(c, state, limit));

    /// <summary>Delivers what waits, in order, and lets go what was delivered more than 30 days ago. A system that does not answer is left for the next time, with all that is for it.</summary>
    /// <param name="again">Whether refused messages are tried again.</param>
    /// <param name="cancellation">Ends it between or within deliveries; what was not delivered goes on waiting.</param>
    public async Task<OutboxReplay> ReplayAsync(bool again, CancellationToken cancellation)
    {
        using var held = _locks.Acquire(Lock, CancellationToken.None);
        if (held is null)
        {
            return new OutboxReplay(0, 0, Waiting(), IsBusy: true, []);
        }

        if (again)
        {
            _database.Write(OutboxRows.Reopen);
        }

        var (delivered, refused) = (0, 0);
        var problems = new List<string>();
        var stopped = new HashSet<string>(StringComparer.Ordinal);
        for (OutboxMessage? last = null, message; (message = Next(last)) is not null; last = message)
        {
            if (_receivers.FirstOrDefault(r => r.Takes(message.Topic)) is not { } receiver || receiver.AddressOf(message) is not { } address || stopped.Contains(address))
            {
                continue;
            }

            if (cancellation.IsCancellationRequested)
            {
                problems.Add("The time for it was over.");
                break;
            }

            switch (await DeliverAsync(receiver, message, problems, cancellation))
            {
                case OutboxState.Delivered:
                    delivered++;
                    break;
                case OutboxState.Refused:
                    refused++;
                    break;
                default:
                    stopped.Add(address);
                    break;
            }
        }

        _database.Write(c => OutboxRows.Trim(c, Timestamp.Now(_clock) - KeepDelivered));
        return new OutboxReplay(delivered, refused, Waiting(), IsBusy: false, [.. problems.Distinct(StringComparer.Ordinal)]);
    }

    private async Task<OutboxState> DeliverAsync(IOutboxReceiver receiver, OutboxMessage message, List<string> problems, CancellationToken cancellation)
    {
        try
        {
            await receiver.DeliverAsync(message, cancellation);
            Faults?.Invoke();
            _database.Write(c => OutboxRows.Settle(c, message.Sequence, OutboxState.Delivered, null, Timestamp.Now(_clock)));
            return OutboxState.Delivered;
        }
        catch (DeliveryException e) when (e.IsRefusal || (e.IsOfMessage && message.Attempts + 1 >= AttemptsBeforeRefused))
        {
            problems.Add(e.Message);
            _database.Write(c => OutboxRows.Settle(c, message.Sequence, OutboxState.Refused, e.Message, Timestamp.Now(_clock)));
            return OutboxState.Refused;
        }
        catch (DeliveryException e)
        {
            problems.Add(e.Message);
            _database.Write(c => OutboxRows.Fail(c, message.Sequence, e.Message));
            return OutboxState.Pending;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            problems.Add("The time for it was over.");
            return OutboxState.Pending;
        }
    }

    private OutboxMessage? Next(OutboxMessage? last) => _database.Read(c => OutboxRows.Next(c, last?.Sequence ?? 0));

    private long Waiting() => _database.Read(c => OutboxRows.Count(c, OutboxState.Pending));
}
