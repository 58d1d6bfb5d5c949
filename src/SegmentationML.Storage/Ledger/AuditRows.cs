using System.Data.Common;
using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Storage.Ledger;

/// <summary>The SQL over the audit chain; every method works inside the caller's transaction.</summary>
internal static class AuditRows
{
    private const string Columns = "sequence, time, kind, subject, actor, facts, previous, hash";
    private const int PageSize = 2_000;

    /// <summary>Records an event at the end of the chain, in the transaction that makes the change: both are there afterwards, or neither, and with them the messages to webhooks that ask for such events.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="happened">The event; one that breaks its rules is refused, and the change with it.</param>
    /// <param name="now">When.</param>
    public static AuditEntry Append(LedgerConnection connection, AuditEvent happened, DateTimeOffset now)
    {
        var last = Head(connection);
        var entry = AuditEntry.After(last?.Sequence ?? 0, last?.Hash ?? AuditEntry.Beginning, happened, now);
        connection.Execute(
            $"INSERT INTO audit ({Columns}) VALUES (@sequence, @time, @kind, @subject, @actor, @facts, @previous, @hash)",
            ("sequence", entry.Sequence), ("time", entry.Time), ("kind", entry.Kind), ("subject", entry.Subject), ("actor", entry.Actor), ("facts", entry.Facts), ("previous", entry.Previous), ("hash", entry.Hash));
        connection.Execute(
            "INSERT INTO audit_head (id, sequence, hash) VALUES (1, @sequence, @hash) ON CONFLICT (id) DO UPDATE SET sequence = @sequence, hash = @hash",
            ("sequence", entry.Sequence), ("hash", entry.Hash));
        WebhookRows.Announce(connection, happened, now);
        return entry;
    }

    /// <summary>Begins the chain of a ledger that is older than the chain, or than an area of it: what holds already is stated, so that the chain explains all that is stored.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="now">When.</param>
    /// <param name="areas">Which areas begin.</param>
    public static void Begin(LedgerConnection connection, DateTimeOffset now, Func<string, bool> areas)
    {
        const int StatesOfAnEvent = 60;
        foreach (var subject in LedgerStates.Of(connection).Where(s => areas(s.Key.Area)).GroupBy(s => (s.Key.Area, s.Key.Subject)).ToArray())
        {
            foreach (var states in subject.Chunk(StatesOfAnEvent))
            {
                var facts = states.ToDictionary(s => AuditEvent.StatePrefix + s.Key.Name, s => s.Value, StringComparer.Ordinal);
                Append(connection, new AuditEvent($"{subject.Key.Area}.known", subject.Key.Subject, AuditEvent.Program, facts), now);
            }
        }
    }

    /// <summary>Sequence and hash of the last entry, as noted apart from the entries; null for an empty chain.</summary>
    public static (long Sequence, string Hash)? Head(LedgerConnection connection)
        => connection.Query("SELECT sequence, hash FROM audit_head WHERE id = 1", row => ((long, string)?)(row.GetInt64(0), row.GetString(1))).FirstOrDefault();

    /// <summary>All entries in order, a page at a time, so that a long chain does not fill the memory.</summary>
    public static IEnumerable<IReadOnlyList<AuditEntry>> Pages(LedgerConnection connection)
    {
        List<AuditEntry> page;
        var after = long.MinValue;
        do
        {
            page = connection.Query($"SELECT {Columns} FROM audit WHERE sequence > @after ORDER BY sequence LIMIT {PageSize}", Row, ("after", after));
            yield return page;
            after = page.Count > 0 ? page[^1].Sequence : after;
        }
        while (page.Count == PageSize);
    }

    /// <summary>The newest entries that fit, in order.</summary>
    public static IReadOnlyList<AuditEntry> Find(LedgerConnection connection, AuditFilter filter)
    {
        var found = connection.Query(
            $"""
            SELECT {Columns} FROM audit
            WHERE (CAST(@kind AS TEXT) IS NULL OR kind = @kind OR substr(kind, 1, length(@kind) + 1) = @kind || '.')
              AND (CAST(@subject AS TEXT) IS NULL OR subject = @subject)
              AND (CAST(@actor AS TEXT) IS NULL OR actor = @actor)
              AND (CAST(@from AS TEXT) IS NULL OR time >= @from)
              AND (CAST(@to AS TEXT) IS NULL OR time < @to)
            ORDER BY sequence DESC LIMIT @limit
            """,
            Row, ("kind", filter.Kind), ("subject", filter.Subject), ("actor", filter.Actor), ("from", Day(filter.From)), ("to", Day(filter.To)), ("limit", (long)filter.Limit));
        found.Reverse();
        return found;
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static AuditEntry Row(DbDataReader row)
        => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7));
}
