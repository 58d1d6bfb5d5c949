using System.Data.Common;
using System.Globalization;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Versions in the ledger.</summary>
internal sealed class VersionRows(LedgerDatabase database, TimeProvider clock) : IVersionRows
{
    private const string Select = "SELECT v.pipeline, v.version, v.parent, v.run_id, v.time, v.content_digest, v.content FROM versions AS v ";

    public VersionRow? Current(string pipeline) => database.Read(connection => Current(connection, pipeline));

    public VersionRow? Find(string pipeline, long version)
        => database.Read(connection => connection.Query(
            Select + "WHERE v.pipeline = @pipeline AND v.version = @version", Row, ("pipeline", pipeline), ("version", version))).FirstOrDefault();

    public VersionRow? OfRun(string pipeline, string run, string contentDigest)
        => database.Read(connection => connection.Query(
            Select + "WHERE v.pipeline = @pipeline AND v.run_id = @run AND v.content_digest = @digest ORDER BY v.version DESC LIMIT 1",
            Row, ("pipeline", pipeline), ("run", run), ("digest", contentDigest))).FirstOrDefault();

    public IReadOnlyList<VersionRow> List(string pipeline)
        => database.Read(connection => connection.Query(Select + "WHERE v.pipeline = @pipeline ORDER BY v.version", Row, ("pipeline", pipeline)));

    public long LastNumber(string pipeline)
        => database.Read(connection => connection.Integer("SELECT last_version FROM pipelines WHERE name = @pipeline", ("pipeline", pipeline))) ?? 0;

    public long? Reserve(IRunLease lease)
        => database.Write(connection => Holds(connection, lease)
            ? connection.Integer("UPDATE pipelines SET last_version = last_version + 1 WHERE name = @pipeline RETURNING last_version", ("pipeline", lease.Run.Pipeline))
            : null);

    public CommitOutcome Commit(VersionRow row, IRunLease lease)
        => database.Write(connection =>
        {
            if (!Holds(connection, lease))
            {
                return CommitOutcome.LeaseLost;
            }

            if (Current(connection, row.Pipeline)?.Version != row.Parent)
            {
                return CommitOutcome.ParentMoved;
            }

            Insert(connection, row, "published");
            connection.Execute("UPDATE pipelines SET current_version = @version WHERE name = @pipeline", ("pipeline", row.Pipeline), ("version", row.Version));
            connection.Execute("UPDATE runs SET version = @version WHERE id = @run", ("run", row.Run), ("version", row.Version));
            Audit(connection, "version.published", row, lease.Actor, row.Version);
            return CommitOutcome.Committed;
        });

    public void Adopt(string pipeline, IReadOnlyList<VersionRow> rows, long lastNumber)
        => database.Write(connection =>
        {
            connection.Execute("INSERT INTO pipelines (name) VALUES (@pipeline) ON CONFLICT DO NOTHING", ("pipeline", pipeline));
            VersionRow[] read = [.. rows.Where(row => Insert(connection, row, "adopted") > 0)];

            connection.Execute(
                """
                UPDATE pipelines SET last_version = CASE WHEN @last > last_version THEN @last ELSE last_version END, current_version = (SELECT max(version) FROM versions WHERE pipeline = @pipeline)
                WHERE name = @pipeline
                """,
                ("pipeline", pipeline), ("last", lastNumber));
            var current = Current(connection, pipeline)?.Version;
            foreach (var row in read)
            {
                Audit(connection, "version.adopted", row, AuditEvent.Program, current);
            }
        });

    public void WithCurrent(string pipeline, Action<VersionRow?> action) => database.Write(connection => action(Current(connection, pipeline)));

    private static VersionRow? Current(LedgerConnection connection, string pipeline)
        => connection.Query(
            Select + "JOIN pipelines AS p ON p.name = v.pipeline AND p.current_version = v.version WHERE p.name = @pipeline",
            Row, ("pipeline", pipeline)).FirstOrDefault();

    private static bool Holds(LedgerConnection connection, IRunLease lease) => RunRows.Holds(connection, lease.Run.Pipeline, lease.Run.Id, lease.FencingToken);

    private static int Insert(LedgerConnection connection, VersionRow row, string origin)
        => connection.Execute(
            """
            INSERT INTO versions (pipeline, version, parent, run_id, time, content_digest, content, origin)
            VALUES (@pipeline, @version, @parent, @run, @time, @digest, @content, @origin)
            """ + (origin == "adopted" ? " ON CONFLICT DO NOTHING" : string.Empty),
            ("pipeline", row.Pipeline), ("version", row.Version), ("parent", row.Parent), ("run", row.Run),
            ("time", row.Time), ("digest", row.ContentDigest), ("content", row.Content), ("origin", origin));

    /// <summary>Records in the audit chain that a version exists from now on, and which one is live.</summary>
    private void Audit(LedgerConnection connection, string kind, VersionRow row, string actor, long? live)
        => AuditRows.Append(
            connection,
            AuditEvent.Of(
                kind, row.Pipeline, actor,
                ("version", Text(row.Version)), ("parent", Text(row.Parent)), ("run", row.Run), ($"now.{Text(row.Version)}", row.ContentDigest), ("now.live", Text(live))),
            Timestamp.Now(clock));

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static VersionRow Row(DbDataReader row)
        => new(row.GetString(0), row.GetInt64(1), row.IntegerOrNull(2), row.GetString(3), row.Time(4), row.GetString(5), row.GetString(6));
}
