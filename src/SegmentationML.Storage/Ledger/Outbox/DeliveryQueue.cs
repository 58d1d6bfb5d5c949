using SegmentationML.Storage.Ledger.Locks;

namespace SegmentationML.Storage.Ledger;

/// <summary>Messages to webhooks and receivers of alerts, one row a delivery: they wait in the ledger until they are delivered or become dead letters, and survive whatever stops the process.</summary>
public sealed class DeliveryQueue
{
    /// <summary>The topic of messages to webhooks; their target is the webhook's id.</summary>
    public const string WebhookTopic = "webhook";

    /// <summary>The topic of e-mails; their target is the receiver's name.</summary>
    public const string EmailTopic = "alert-email";

    /// <summary>The topic of lines in files; their target is the receiver's name.</summary>
    public const string FileTopic = "alert-file";

    /// <summary>No name of a pipeline begins like this.</summary>
    private const string Lock = "-deliveries";

    private static readonly TimeSpan KeepDelivered = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeepRefused = TimeSpan.FromDays(90);
    private readonly LedgerDatabase _database;
    private readonly IPipelineLocks _locks;
    private readonly TimeProvider _clock;

    internal DeliveryQueue(LedgerDatabase database, IPipelineLocks locks, TimeProvider clock) => (_database, _locks, _clock) = (database, locks, clock);

    /// <summary>The right to deliver, which one process has at a time; null while another has it. Disposing gives it back, as does the end of the process.</summary>
    public IDisposable? TryAcquire() => _locks.TryAcquire(Lock);

    /// <summary>What is due, oldest first.</summary>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<OutboxMessage> Due(int limit)
    {
        var now = Timestamp.Now(_clock);
        return _database.Read(c => OutboxRows.Due(c, now, limit));
    }

    /// <summary>The deliveries to a target, newest first.</summary>
    /// <param name="topic">What kind.</param>
    /// <param name="target">Which.</param>
    /// <param name="state">Only those in a state; null for all.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<OutboxMessage> List(string topic, string target, OutboxState? state, int limit) => _database.Read(c => OutboxRows.OfTarget(c, topic, target, state, limit));

    /// <summary>Notes that a message arrived.</summary>
    /// <param name="message">The message.</param>
    public void Delivered(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _database.Write(c => OutboxRows.Settle(c, message.Sequence, OutboxState.Delivered, null, Timestamp.Now(_clock)));
    }

    /// <summary>Notes an attempt that failed: the message is tried again later, or becomes a dead letter after the last attempt.</summary>
    /// <param name="message">The message.</param>
    /// <param name="problem">Why; without secrets.</param>
    /// <param name="asked">The time that the receiver asks to be left alone; null for none.</param>
    /// <param name="isOfTarget">Whether the target as a whole does not answer: then all that waits for it waits as long.</param>
    public void Failed(OutboxMessage message, string problem, TimeSpan? asked, bool isOfTarget)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Attempts + 1 >= RetrySchedule.MostAttempts)
        {
            Refused(message, $"{problem} It was tried {RetrySchedule.MostAttempts} times.");
            return;
        }

        var due = Timestamp.Now(_clock) + RetrySchedule.After(message.Attempts + 1, message.Id, asked);
        _database.Write(c =>
        {
            OutboxRows.PutOff(c, message.Sequence, problem, due);
            if (isOfTarget)
            {
                OutboxRows.PutOffTarget(c, message.Topic, message.Target!, due);
            }
        });
    }

    /// <summary>Makes a message a dead letter: it is kept, and can be replayed.</summary>
    /// <param name="message">The message.</param>
    /// <param name="problem">Why.</param>
    public void Refused(OutboxMessage message, string problem)
    {
        ArgumentNullException.ThrowIfNull(message);
        _database.Write(c => OutboxRows.Settle(c, message.Sequence, OutboxState.Refused, problem, Timestamp.Now(_clock)));
    }

    /// <summary>Forgets what arrived more than 30 days ago, and dead letters of more than 90.</summary>
    /// <returns>How many.</returns>
    public int Trim()
    {
        var now = Timestamp.Now(_clock);
        return _database.Write(c => OutboxRows.Trim(c, now - KeepDelivered) + OutboxRows.TrimRefused(c, now - KeepRefused));
    }

    /// <summary>Lets dead letters of a target, or one message whatever became of it, wait again. The message keeps its name, by which the receiver knows it.</summary>
    /// <param name="topic">What kind.</param>
    /// <param name="target">Which.</param>
    /// <param name="sequence">Only this message; null for all dead letters.</param>
    /// <returns>How many.</returns>
    public int Replay(string topic, string target, long? sequence) => _database.Write(c => OutboxRows.Replay(c, topic, target, sequence, Timestamp.Now(_clock)));
}
