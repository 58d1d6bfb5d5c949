using System.Data.Common;
using System.Text;
using System.Text.Json;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Core.Governance.Cases;

namespace SegmentationML.Storage.Ledger;

/// <summary>The SQL over cases; every method works inside the caller's transaction. The chain gets a digest of what a case says: its fields and notes stand in the row only.</summary>
internal static class CaseRows
{
    public static IReadOnlyList<CaseRecord> List(LedgerConnection connection, string? pipeline, bool onlyOpen)
        => connection.Query(
            "SELECT content FROM cases WHERE (CAST(@pipeline AS TEXT) IS NULL OR pipeline = @pipeline) AND (@open = 0 OR closed = 0) ORDER BY number",
            Row, ("pipeline", pipeline), ("open", onlyOpen));

    public static CaseRecord? Find(LedgerConnection connection, long number) => connection.Query("SELECT content FROM cases WHERE number = @number", Row, ("number", number)).FirstOrDefault();

    public static long NextNumber(LedgerConnection connection) => (connection.Integer("SELECT max(number) FROM cases") ?? 0) + 1;

    /// <summary>Writes a case as it stands now, with an entry in the chain for each step that is new.</summary>
    public static void Put(LedgerConnection connection, CaseRecord record, int stepsBefore, DateTimeOffset now)
    {
        var content = Content(record);
        connection.Execute(
            """
            INSERT INTO cases (number, pipeline, kind, state, closed, content) VALUES (@number, @pipeline, @kind, @state, @closed, @content)
            ON CONFLICT (number) DO UPDATE SET state = @state, closed = @closed, content = @content
            """,
            ("number", record.Number), ("pipeline", record.Pipeline), ("kind", record.Workflow.Name), ("state", record.State), ("closed", record.IsClosed), ("content", content));
        for (var i = stepsBefore; i < record.Steps.Count; i++)
        {
            var step = record.Steps[i];
            AuditRows.Append(
                connection,
                AuditEvent.Of(
                    $"case.{(i == 0 ? "opened" : step.Action == "attach" ? "attached" : record.IsClosed && i == record.Steps.Count - 1 ? "closed" : "moved")}", record.Id, step.By,
                    ("pipeline", record.Pipeline), ("kind", record.Workflow.Name), ("action", step.Action), ("authority", step.Authority), ("decision", step.Decision.Length > 0 ? step.Decision : null),
                    ("now.state", step.To), ("now.content", i == record.Steps.Count - 1 ? CanonicalJson.DigestOf(content) : null)),
                now);
        }
    }

    private static string Content(CaseRecord record) => Encoding.UTF8.GetString(CanonicalJson.Of(JsonSerializer.SerializeToElement(record, GovernanceJson.Default.CaseRecord)));

    private static CaseRecord Row(DbDataReader row) => JsonSerializer.Deserialize(row.GetString(0), GovernanceJson.Default.CaseRecord)!;
}
