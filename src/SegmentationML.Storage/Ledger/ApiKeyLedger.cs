using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Storage.Ledger;

/// <summary>The keys to the service. Every change is durable when it returns.</summary>
public sealed class ApiKeyLedger
{
    private const string Columns = "id, name, digest, scopes, created, created_by, expires, revoked, last_used, roles, sees, row_limits";
    private readonly LedgerDatabase _database;
    private readonly TimeProvider _clock;

    internal ApiKeyLedger(LedgerDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <summary>All keys, revoked ones too, oldest first.</summary>
    public IReadOnlyList<ApiKeyRecord> List() => _database.Read(c => c.Query($"SELECT {Columns} FROM api_keys ORDER BY created, id", Row));

    /// <summary>Enters a new key.</summary>
    /// <param name="key">The key; its times are set here.</param>
    public ApiKeyRecord Add(ApiKeyRecord key)
    {
        var entered = key with { Created = Timestamp.Now(_clock), Revoked = null, LastUsed = null };
        return _database.Write(c => Insert(c, entered, "key.created", null));
    }

    /// <summary>Revokes a key for good; one that is revoked already stays so.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="by">Who revokes it.</param>
    /// <exception cref="ProblemException">There is no such key.</exception>
    public ApiKeyRecord Revoke(string id, string by)
        => _database.Write(c =>
        {
            var now = Timestamp.Now(_clock);
            if (c.Execute("UPDATE api_keys SET revoked = @now WHERE id = @id AND revoked IS NULL", ("id", id), ("now", now)) > 0)
            {
                AuditRows.Append(c, AuditEvent.Of("key.revoked", id, by, ("now.state", "revoked")), now);
            }

            return Find(c, id);
        });

    /// <summary>Enters a key in the place of another, which ends after a while, in one step.</summary>
    /// <param name="id">The key to replace.</param>
    /// <param name="next">Makes the new one from it.</param>
    /// <param name="grace">For how long the old one goes on working.</param>
    /// <exception cref="ProblemException">There is no such key, or it is revoked or has ended.</exception>
    public ApiKeyRecord Rotate(string id, Func<ApiKeyRecord, ApiKeyRecord> next, TimeSpan grace)
        => _database.Write(c =>
        {
            var (old, now) = (Find(c, id), Timestamp.Now(_clock));
            if (!old.IsValid(now))
            {
                throw new ProblemException(new Problem("SEG-LEDG-031", $"Key {id} ('{old.Name}') is revoked or has ended.", "Make a new key."));
            }

            var end = now + grace;
            c.Execute("UPDATE api_keys SET expires = @end WHERE id = @id", ("id", id), ("end", old.Expires < end ? old.Expires : end));
            AuditRows.Append(c, AuditEvent.Of("key.ending", id, old.CreatedBy, ContentOf(c, id)), now);
            return Insert(c, next(old) with { Created = now, Revoked = null, LastUsed = null }, "key.rotated", id);
        });

    /// <summary>Notes that a key was used on a day; the first use of a day is recorded in the audit chain.</summary>
    /// <param name="id">The key.</param>
    /// <param name="day">UTC.</param>
    public void Used(string id, DateOnly day)
        => _database.Write(c =>
        {
            if (c.Execute("UPDATE api_keys SET last_used = @day WHERE id = @id AND (last_used IS NULL OR last_used < @day)", ("id", id), ("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))) > 0)
            {
                AuditRows.Append(c, AuditEvent.Of("key.used", id, Find(c, id).Name), Timestamp.Now(_clock));
            }
        });

    /// <summary>Records that calls were refused.</summary>
    /// <param name="subject">The key's id, or the address for calls without a valid key.</param>
    /// <param name="by">Whom the key was made for, or the program.</param>
    /// <param name="why">What was asked for, or how often.</param>
    public void Refused(string subject, string by, string why)
        => _database.Write(c => AuditRows.Append(c, AuditEvent.Of("key.refused", subject, by, ("why", why)), Timestamp.Now(_clock)));

    private static ApiKeyRecord Find(LedgerConnection connection, string id)
        => connection.Query($"SELECT {Columns} FROM api_keys WHERE id = @id", Row, ("id", id)).FirstOrDefault()
            ?? throw new ProblemException(new Problem("SEG-LEDG-030", $"There is no key {id}.", "`segml key list` shows the keys."));

    private static ApiKeyRecord Insert(LedgerConnection connection, ApiKeyRecord key, string kind, string? replaces)
    {
        connection.Execute(
            "INSERT INTO api_keys (id, name, digest, scopes, created, created_by, expires, roles, sees, row_limits) VALUES (@id, @name, @digest, @scopes, @created, @by, @expires, @roles, @sees, @rows)",
            ("id", key.Id), ("name", key.Name), ("digest", key.Digest), ("scopes", string.Join(' ', key.Scopes)), ("created", key.Created), ("by", key.CreatedBy), ("expires", key.Expires),
            ("roles", string.Join(' ', key.Roles)), ("sees", string.Join(' ', key.Sees)), ("rows", JsonSerializer.Serialize([.. key.Rows], GovernanceJson.Default.RowLimitArray)));
        AuditRows.Append(connection, AuditEvent.Of(kind, key.Id, key.CreatedBy, ("name", key.Name), ("scopes", string.Join(' ', key.Scopes)), ("roles", Words(key.Roles)), ("sees", Words(key.Sees)), ("rows", key.Rows.Count > 0 ? string.Join(' ', key.Rows) : null), ("expires", key.Expires is { } end ? Timestamp.Text(end) : null), ("replaces", replaces), ("now.state", "valid"), ContentOf(connection, key.Id)), key.Created);
        return key;
    }

    private static (string Name, string? Value) ContentOf(LedgerConnection connection, string id)
        => ("now.content", CanonicalJson.DigestOf(connection.Text($"SELECT {LedgerStates.KeyContent} FROM api_keys WHERE id = @id", ("id", id))!));

    private static ApiKeyRecord Row(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3).Split(' '), Timestamp.Parse(row.GetString(4)), row.GetString(5),
        row.TextOrNull(6) is { } expires ? Timestamp.Parse(expires) : null,
        row.TextOrNull(7) is { } revoked ? Timestamp.Parse(revoked) : null,
        row.TextOrNull(8) is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null)
    {
        Roles = Split(row.GetString(9)), Sees = Split(row.GetString(10)), Rows = JsonSerializer.Deserialize(row.GetString(11), GovernanceJson.Default.RowLimitArray)!,
    };

    private static string? Words(IReadOnlyList<string> words) => words.Count > 0 ? string.Join(' ', words) : null;

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
