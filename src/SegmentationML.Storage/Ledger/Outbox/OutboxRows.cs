using System.Data.Common;

namespace SegmentationML.Storage.Ledger;

/// <summary>Messages to other systems: written in the transaction of the change that they tell of, so that there is one if, and only if, the change was made; delivered later, in order.</summary>
internal static class OutboxRows
{
    private const string Columns = "sequence, topic, payload, time, state, attempts, settled, problem";

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

    /// <summary>The first message that waits; null when there is none.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="after">Only messages behind this sequence number; 0 for all.</param>
    public static OutboxMessage? Next(LedgerConnection connection, long after)
        => connection.Query($"SELECT {Columns} FROM outbox WHERE state = 'pending' AND sequence > @after ORDER BY sequence LIMIT 1", Row, ("after", after)).FirstOrDefault();

    /// <summary>Messages, newest first.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="state">Only those in a state; null for all.</param>
    /// <param name="limit">At most so many.</param>
    public static List<OutboxMessage> List(LedgerConnection connection, OutboxState? state, int limit)
        => connection.Query(
            $"SELECT {Columns} FROM outbox WHERE CAST(@state AS TEXT) IS NULL OR state = @state ORDER BY sequence DESC LIMIT @limit",
            Row, ("state", state is { } s ? Word(s) : null), ("limit", limit));

    /// <summary>How many messages are in a state.</summary>
    public static long Count(LedgerConnection connection, OutboxState state)
        => connection.Integer("SELECT count(*) FROM outbox WHERE state = @state", ("state", Word(state))) ?? 0;

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

    /// <summary>Lets refused messages wait again.</summary>
    /// <returns>How many.</returns>
    public static int Reopen(LedgerConnection connection)
        => connection.Execute("UPDATE outbox SET state = 'pending', settled = NULL WHERE state = 'refused'");

    private static OutboxMessage Row(DbDataReader row)
        => new(
            row.GetInt64(0), row.GetString(1), row.GetString(2), row.Time(3), Enum.Parse<OutboxState>(row.GetString(4), ignoreCase: true),
            row.GetInt64(5), row.TimeOrNull(6), row.TextOrNull(7));

    private static string Word(OutboxState state) => state.ToString().ToLowerInvariant();
}
