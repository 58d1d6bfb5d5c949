using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Core.Governance.Overrides;

namespace SegmentationML.Storage.Ledger;

/// <summary>The SQL over overrides; every method works inside the caller's transaction. The chain gets a digest of what an override says: the keys of its entities stand in the row only.</summary>
internal static class OverrideRows
{
    private const string Columns = "number, content, state, requested_by, requested, decided_by, decided, authority, note";

    public static IReadOnlyList<OverrideRecord> List(LedgerConnection connection, string? pipeline)
        => connection.Query($"SELECT {Columns} FROM overrides WHERE CAST(@pipeline AS TEXT) IS NULL OR pipeline = @pipeline ORDER BY number", Row, ("pipeline", pipeline));

    public static OverrideRecord? Find(LedgerConnection connection, long number)
        => connection.Query($"SELECT {Columns} FROM overrides WHERE number = @number", Row, ("number", number)).FirstOrDefault();

    /// <summary>Enters a new override; one that would send an entity to two segments on one day is refused.</summary>
    public static OverrideRecord Add(LedgerConnection connection, Func<long, OverrideRecord> open, DateTimeOffset now)
    {
        var record = open((connection.Integer("SELECT max(number) FROM overrides") ?? 0) + 1);
        RequireNoClash(connection, record);
        connection.Execute(
            $"INSERT INTO overrides (pipeline, {Columns}) VALUES (@pipeline, @number, @content, @state, @by, @requested, @decided_by, @decided, @authority, @note)",
            ("pipeline", record.Request.Pipeline), ("number", record.Number), ("content", Content(record.Request)), ("state", Word(record.State)), ("by", record.RequestedBy), ("requested", record.Requested),
            ("decided_by", record.DecidedBy), ("decided", record.Decided), ("authority", record.Authority), ("note", record.Note));
        Audit(connection, record, record.State == OverrideState.Approved ? "override.added" : "override.requested", record.RequestedBy, now);
        return record;
    }

    public static OverrideRecord Change(LedgerConnection connection, OverrideRecord record, string kind, string by, DateTimeOffset now)
    {
        connection.Execute(
            "UPDATE overrides SET content = @content, state = @state, decided_by = @by, decided = @decided, authority = @authority, note = @note WHERE number = @number",
            ("number", record.Number), ("content", Content(record.Request)), ("state", Word(record.State)), ("by", record.DecidedBy), ("decided", record.Decided), ("authority", record.Authority), ("note", record.Note));
        Audit(connection, record, kind, by, now);
        return record;
    }

    private static void RequireNoClash(LedgerConnection connection, OverrideRecord record)
    {
        foreach (var other in List(connection, record.Request.Pipeline).Where(o => o.State != OverrideState.Refused))
        {
            if (record.Request.ClashesWith(other.Request) is { } key)
            {
                throw new ProblemException(new Problem(
                    "SEG-OVR-011", $"Override {other.Id} sends '{GovernedText.Shown(key)}' to {other.Request.Segment} from {other.Request.From:yyyy-MM-dd} to {other.Request.To:yyyy-MM-dd}.", $"End it first with `segml override expire {other.Number}`, or choose other days."));
            }
        }
    }

    private static void Audit(LedgerConnection connection, OverrideRecord record, string kind, string by, DateTimeOffset now)
        => AuditRows.Append(
            connection,
            AuditEvent.Of(
                kind, record.Id, by,
                ("pipeline", record.Request.Pipeline), ("segment", record.Request.Segment), ("reason", record.Request.Reason), ("reference", record.Request.Reference), ("from", Day(record.Request.From)), ("to", Day(record.Request.To)),
                ("authority", record.Authority), ("now.state", Word(record.State)), ("now.content", CanonicalJson.DigestOf(Content(record.Request)))),
            now);

    private static string Content(OverrideRequest request) => Encoding.UTF8.GetString(CanonicalJson.Of(JsonSerializer.SerializeToElement(request, GovernanceJson.Default.OverrideRequest)));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word(OverrideState state) => state.ToString().ToLowerInvariant();

    private static OverrideRecord Row(DbDataReader row)
        => new(
            row.GetInt64(0), JsonSerializer.Deserialize(row.GetString(1), GovernanceJson.Default.OverrideRequest)!, Enum.Parse<OverrideState>(row.GetString(2), ignoreCase: true),
            row.GetString(3), row.Time(4), row.TextOrNull(5), row.TimeOrNull(6), row.TextOrNull(7), row.GetString(8));
}
