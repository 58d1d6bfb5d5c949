using System.Data.Common;

namespace SegmentationML.Storage.Ledger;

/// <summary>Messages to other systems: written in the transaction of the change that they tell of, so that there is one if, and only if, the change was made; delivered later, in order.</summary>
internal static class OutboxRows
{
    private const string Columns = "sequence, topic, payload, time, state, attempts, settled, problem, target, due";

    /// <summary>Adds a message inside the caller's transaction.</summary>
    /// <param name="connection">The transaction of the change.</param>
    /// <param name="topic">What kind of message.</param>
    /// <param name="payload">The content, JSON; no secrets, no personal data.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Its sequence number.</returns>
    public static long Add(LedgerConnection connection, string topic, string payload, DateTimeOffset now)
        => connection.Integer(
            "INSERT INTO outbox (topic, payload, time, state) VALUES (@topic, @payload, @now, 'pending') RETURNING sequence",
            ("topic", topic), ("payload", payload), ("now", now))!.Value;

    /// <summary>Adds a message that is delivered by itself, in its own time, whatever becomes of others: to a webhook, or to a receiver of alerts.</summary>
    /// <param name="connection">The transaction of the change.</param>
    /// <param name="topic">What kind of message.</param>
    /// <param name="target">Which of the systems of this kind.</param>
    /// <param name="payload">The content, JSON; no secrets.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Its sequence number.</returns>
    public static long AddTo(LedgerConnection connection, string topic, string target, string payload, DateTimeOffset now)
        => connection.Integer(
            "INSERT INTO outbox (topic, payload, time, state, target, due) VALUES (@topic, @payload, @now, 'pending', @target, @now) RETURNING sequence",
            ("topic", topic), ("payload", payload), ("now", now), ("target", target))!.Value;

    /// <summary>The messages with a target that are due, oldest first.</summary>
    public static List<OutboxMessage> Due(LedgerConnection connection, DateTimeOffset now, int limit)
        => connection.Query($"SELECT {Columns} FROM outbox WHERE state = 'pending' AND target IS NOT NULL AND due <= @now ORDER BY sequence LIMIT @limit", Row, ("now", now), ("limit", limit));

    /// <summary>Messages to a target, newest first.</summary>
    public static List<OutboxMessage> OfTarget(LedgerConnection connection, string topic, string target, OutboxState? state, int limit)
        => connection.Query(
            $"SELECT {Columns} FROM outbox WHERE topic = @topic AND target = @target AND (CAST(@state AS TEXT) IS NULL OR state = @state) ORDER BY sequence DESC LIMIT @limit",
            Row, ("topic", topic), ("target", target), ("state", state is { } s ? Word(s) : null), ("limit", limit));

    /// <summary>Puts a message off after an attempt that came to nothing.</summary>
    public static void PutOff(LedgerConnection connection, long sequence, string problem, DateTimeOffset due)
        => connection.Execute("UPDATE outbox SET attempts = attempts + 1, problem = @problem, due = @due WHERE sequence = @sequence AND state = 'pending'", ("sequence", sequence), ("problem", problem), ("due", due));

    /// <summary>Puts off all messages to a target that would be due earlier: it does not answer.</summary>
    public static void PutOffTarget(LedgerConnection connection, string topic, string target, DateTimeOffset due)
        => connection.Execute("UPDATE outbox SET due = @due WHERE topic = @topic AND target = @target AND state = 'pending' AND due < @due", ("topic", topic), ("target", target), ("due", due));

    /// <summary>Lets refused messages to a target wait again, with all their attempts before them.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="topic">What kind of message.</param>
    /// <param name="target">Which target.</param>
    /// <param name="sequence">Only this message, refused or delivered; null for all refused ones.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many.</returns>
    public static int Replay(LedgerConnection connection, string topic, string target, long? sequence, DateTimeOffset now)
        => connection.Execute(
            """
            UPDATE outbox SET state = 'pending', settled = NULL, attempts = 0, due = @now
            WHERE topic = @topic AND target = @target AND state <> 'pending' AND (sequence = @sequence OR (@sequence = 0 AND state = 'refused'))
            """,
            ("topic", topic), ("target", target), ("sequence", sequence ?? 0), ("now", now));

    /// <summary>Deletes dead letters to a target that became so before a time.</summary>
    /// <returns>How many.</returns>
    public static int TrimRefused(LedgerConnection connection, DateTimeOffset before)
        => connection.Execute("DELETE FROM outbox WHERE target IS NOT NULL AND state = 'refused' AND settled < @before", ("before", before));

    /// <summary>Refuses all that waits for a target which is gone.</summary>
    public static void RefuseTarget(LedgerConnection connection, string topic, string target, string problem, DateTimeOffset now)
        => connection.Execute(
            "UPDATE outbox SET state = 'refused', settled = @now, problem = @problem WHERE topic = @topic AND target = @target AND state = 'pending'",
            ("topic", topic), ("target", target), ("problem", problem), ("now", now));

    /// <summary>The first message to those who follow runs that waits; null when there is none.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="after">Only messages behind this sequence number; 0 for all.</param>
    public static OutboxMessage? Next(LedgerConnection connection, long after)
        => connection.Query($"SELECT {Columns} FROM outbox WHERE state = 'pending' AND target IS NULL AND sequence > @after ORDER BY sequence LIMIT 1", Row, ("after", after)).FirstOrDefault();

    /// <summary>Messages, newest first.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="state">Only those in a state; null for all.</param>
    /// <param name="limit">At most so many.</param>
    public static List<OutboxMessage> List(LedgerConnection connection, OutboxState? state, int limit)
        => connection.Query(
            $"SELECT {Columns} FROM outbox WHERE CAST(@state AS TEXT) IS NULL OR state = @state ORDER BY sequence DESC LIMIT @limit",
            Row, ("state", state is { } s ? Word(s) : null), ("limit", limit));

    /// <summary>How many messages to those who follow runs are in a state.</summary>
    public static long Count(LedgerConnection connection, OutboxState state)
        => connection.Integer("SELECT count(*) FROM outbox WHERE state = @state AND target IS NULL", ("state", Word(state))) ?? 0;

    /// <summary>Notes that the receiver has a message, or will not take it.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="sequence">The message.</param>
    /// <param name="state">Delivered or refused.</param>
    /// <param name="problem">Why it was refused; null when it was not.</param>
    /// <param name="now">The time.</param>
    public static void Settle(LedgerConnection connection, long sequence, OutboxState state, string? problem, DateTimeOffset now)
        => connection.Execute(
            "UPDATE outbox SET state = @state, settled = @now, problem = @problem WHERE sequence = @sequence",
            ("sequence", sequence), ("state", Word(state)), ("problem", problem), ("now", now));

    /// <summary>Notes an attempt that came to nothing; the message goes on waiting.</summary>
    public static void Fail(LedgerConnection connection, long sequence, string problem)
        => connection.Execute("UPDATE outbox SET attempts = attempts + 1, problem = @problem WHERE sequence = @sequence", ("sequence", sequence), ("problem", problem));

    /// <summary>Deletes messages that were delivered before a time; their numbers are not given again.</summary>
    /// <returns>How many.</returns>
    public static int Trim(LedgerConnection connection, DateTimeOffset before)
        => connection.Execute("DELETE FROM outbox WHERE state = 'delivered' AND settled < @before", ("before", before));

    /// <summary>Lets refused messages to those who follow runs wait again.</summary>
    /// <returns>How many.</returns>
    public static int Reopen(LedgerConnection connection)
        => connection.Execute("UPDATE outbox SET state = 'pending', settled = NULL WHERE state = 'refused' AND target IS NULL");

    private static OutboxMessage Row(DbDataReader row)
        => new(
            row.GetInt64(0), row.GetString(1), row.GetString(2), row.Time(3), Enum.Parse<OutboxState>(row.GetString(4), ignoreCase: true),
            row.GetInt64(5), row.TimeOrNull(6), row.TextOrNull(7))
        {
            Target = row.TextOrNull(8), Due = row.TimeOrNull(9),
        };

    private static string Word(OutboxState state) => state.ToString().ToLowerInvariant();
}
